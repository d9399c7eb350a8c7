package dev.posse.recovery;

import dev.posse.document.Account;
import dev.posse.document.Account.Totals;
import dev.posse.document.Keys;
import dev.posse.store.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Remembers the accounts that this node has said are open, and the deposits and withdrawals that it has said are booked,
 * and looks whether they still are.
 *
 * <p>An account that falls back to before a deposit agrees with itself and with all sales: whoever booked it is the only
 * witness.
 *
 * <p>Told by any thread; asked by the one that patrols.
 */
final class ReportedBookings {

    private static final int MOST = 1024;

    /** Read once per second for as long as the node lives; a loss takes the last ones with it, or more. */
    private static final int AGAIN = 16;

    /** What was told of an account; with no movement, that it is open. */
    private record Booking(String account, Optional<String> movement, Totals after) {

        String key() {
            return Keys.account(account);
        }

        boolean stands(Map<String, Entry> found) {
            return ReportMemory.stands(found, key(), Account::decode, this::isIn);
        }

        /** The account names it, or has forgotten it among others: then at least as much has been forgotten. */
        private boolean isIn(Account read) {
            return movement.isEmpty()
                    || read.movement(movement.get()).isPresent()
                    || read.totalsForgotten().isNoLessThan(after);
        }

        String finding(Map<String, Entry> found) {
            String told = movement.map(id -> "the movement " + id + ", after which " + after.deposited()
                            + " were deposited and " + after.withdrawn() + " withdrawn in all, was booked")
                    .orElse("the account was opened");
            return told + ", and "
                    + (found.containsKey(key()) ? "the account does not hold it any more" : key() + " is gone");
        }
    }

    private final ReportMemory<Booking> bookings = new ReportMemory<>(MOST, AGAIN);

    /** Takes note that somebody was told that an account is open. */
    void opened(String account) {
        bookings.add(new Booking(account, Optional.empty(), new Totals(0, 0)));
    }

    /** Takes note that somebody was told that a movement is booked; of one that the account does not name nothing is known. */
    void booked(Account account, String movementId) {
        account.totalsAfter(movementId)
                .ifPresent(after -> bookings.add(new Booking(account.id(), Optional.of(movementId), after)));
    }

    /** Gives the keys of the accounts to be read now. */
    List<String> keys() {
        return bookings.ask().stream().map(Booking::key).distinct().collect(Collectors.toUnmodifiableList());
    }

    /** Tells, once, which accounts lack what they were asked for: the account, and the first of it. */
    Map<String, String> lost(Map<String, Entry> found) {
        Map<String, String> lost = new LinkedHashMap<>();
        bookings.broken(booking -> booking.stands(found))
                .forEach(booking -> lost.putIfAbsent(booking.account(), booking.finding(found)));
        return lost;
    }
}
