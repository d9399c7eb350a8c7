package dev.posse.dataset;

import dev.posse.document.Account;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Reading;
import dev.posse.document.Stored;
import dev.posse.document.Totals;
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
 * <p>Told by any thread; asked by the one that patrols. The last {@value #MOST} are kept, until a person confirms the data
 * set.
 */
public final class ReportedBookings {

    static final int MOST = 1024;

    /** Read once per second for as long as the node lives; a loss takes the last ones with it, or more. */
    private static final int AGAIN = 16;

    private static final String ALL = "";

    /** What was told of an account; with no movement, that it is open. */
    private record Booking(String account, Optional<String> movement, Totals after) {

        Key<Account> key() {
            return Key.account(account);
        }

        /**
         * Returns whether it is booked, as far as that is known: in the window, or in the archive by a read that came after the
         * one of the account. That the window does not hold it says nothing by itself (law A11).
         */
        Optional<Boolean> isBooked(Reading reading) {
            try {
                if (!reading.isKnown(key().name())) {
                    return Optional.empty();
                }
                Optional<Account> read = reading.document(key()).map(Stored::document);
                if (read.isEmpty()
                        || movement.isEmpty()
                        || read.get().movement(movement.get()).isPresent()) {
                    return Optional.of(read.isPresent());
                }
                Optional<String> archive =
                        Key.movementArchive(read.get(), movement.get()).map(Key::name);
                return archive.isEmpty()
                        ? Optional.of(false)
                        : archive.filter(reading::isKnown).map(reading::isPresent);
            } catch (DocumentException e) {
                return Optional.empty();
            }
        }

        /** Where it would stand if its account has let it go, and that was not looked at. */
        Optional<String> archiveKey(Reading reading) {
            return isBooked(reading).isPresent() || !reading.isPresent(key().name())
                    ? Optional.empty()
                    : movement.map(id -> Keys.movement(account, id)).filter(key -> !reading.isKnown(key));
        }

        String finding(Reading reading) {
            String told = movement.map(id -> "the movement " + id + ", after which " + after.deposited()
                            + " were deposited and " + after.withdrawn() + " withdrawn in all, was booked")
                    .orElse("the account was opened");
            return told + ", and "
                    + (reading.isPresent(key().name()) ? "the account does not hold it any more" : key() + " is gone");
        }
    }

    private final ReportMemory<Booking> bookings = new ReportMemory<>(MOST, MOST, AGAIN, booking -> ALL);

    /**
     * Takes note that somebody was told that an account is open.
     *
     * @param account its id
     */
    public void opened(String account) {
        bookings.add(new Booking(account, Optional.empty(), new Totals(0, 0)));
    }

    /**
     * Takes note that somebody was told that a deposit or withdrawal is booked; of one that the account does not name nothing
     * is known.
     *
     * @param account as it was when the caller was told
     * @param movementId the caller's idempotency key
     */
    public void booked(Account account, String movementId) {
        Totals.after(account, movementId)
                .ifPresent(after -> bookings.add(new Booking(account.id(), Optional.of(movementId), after)));
    }

    /** {@return what to look for now, which goes with the reading that answers it} */
    public Lookup ask() {
        return new Lookup(bookings.ask(ALL));
    }

    /** {@return everything that is remembered, to be looked for when something of it is missing} */
    public Lookup askAll() {
        return new Lookup(bookings.askAll(ALL));
    }

    /** Forgets all of them: a person has confirmed the data set as it is. */
    void forget() {
        bookings.clear();
    }

    /** What is looked for at one moment. */
    public static final class Lookup {

        private final ReportMemory<Booking>.Lookup asked;

        private Lookup(ReportMemory<Booking>.Lookup asked) {
            this.asked = asked;
        }

        /** {@return the accounts to be read} */
        public List<String> keys() {
            return asked.reports().stream()
                    .map(booking -> booking.key().name())
                    .distinct()
                    .collect(Collectors.toUnmodifiableList());
        }

        /**
         * Names what is to be read after the accounts: the archive, for what they have let go.
         *
         * @param reading of the accounts
         * @return the keys; mostly none
         */
        public List<String> archiveKeys(Reading reading) {
            return asked.reports().stream()
                    .flatMap(booking -> booking.archiveKey(reading).stream())
                    .distinct()
                    .collect(Collectors.toUnmodifiableList());
        }

        /**
         * Tells, once, which accounts lack what they were asked for.
         *
         * @param reading of the keys, as far as they could be read
         * @return all that each of them lacks, by account
         */
        public Map<String, String> missing(Reading reading) {
            Map<String, String> lost = new LinkedHashMap<>();
            asked.missing(booking -> booking.isBooked(reading).orElse(false), booking -> isGone(booking, reading))
                    .forEach(booking ->
                            lost.merge(booking.account(), booking.finding(reading), (one, next) -> one + "; " + next));
            return lost;
        }

        /**
         * Tells, without taking note of it, whether something is missing.
         *
         * @param reading of the keys, as far as they could be read
         * @return true if an account lacks something
         */
        public boolean isAnyMissing(Reading reading) {
            return asked.reports().stream().anyMatch(booking -> isGone(booking, reading));
        }

        private static boolean isGone(Booking booking, Reading reading) {
            return !booking.isBooked(reading).orElse(true);
        }
    }
}
