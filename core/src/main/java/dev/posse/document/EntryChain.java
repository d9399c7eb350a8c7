package dev.posse.document;

import dev.posse.document.EntryItem.Broken;
import dev.posse.document.EntryItem.BrokenChain;
import dev.posse.document.EntryItem.Met;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** One kind of an account's entries, newest first: the window, and then one archive document after the other. */
final class EntryChain {

    private record Link(AccountEntry entry, Optional<String> before) {}

    private record Break(String key, Broken broken, String problem) {}

    private final UnaryOperator<String> keyOf;
    private final BiFunction<String, byte[], Link> decode;
    private final Deque<Met> known = new ArrayDeque<>();
    private Optional<String> archived = Optional.empty();
    private Optional<Break> broken = Optional.empty();
    private boolean lost;
    private long above;

    private EntryChain(
            UnaryOperator<String> keyOf,
            BiFunction<String, byte[], Link> decode,
            String accountKey,
            EntryWindow<? extends AccountEntry> window,
            long highest) {
        this.keyOf = keyOf;
        this.decode = decode;
        this.above = highest + 1;
        // The newest stands last.
        for (AccountEntry entry : window.entries()) {
            known.addFirst(new Met(entry, false));
        }
        if (!known.isEmpty()) {
            above = known.getLast().number();
        }
        follow(accountKey, window.lastArchived());
    }

    static EntryChain ofPurchases(Account account, long highest) {
        return new EntryChain(
                id -> Keys.purchase(account.id(), id),
                (key, value) -> {
                    ArchivedPurchase read = ArchivedPurchase.decode(key, value);
                    return new Link(read.entry(), read.before());
                },
                account.key(),
                account.purchases(),
                highest);
    }

    static EntryChain ofMovements(Account account, long highest) {
        return new EntryChain(
                id -> Keys.movement(account.id(), id),
                (key, value) -> {
                    ArchivedMovement read = ArchivedMovement.decode(key, value);
                    return new Link(read.entry(), read.before());
                },
                account.key(),
                account.movements(),
                highest);
    }

    /** Goes on at an entry that may have left the window since; then its archive document stands (law A11). */
    EntryChain resumedAt(ChainPosition position, long highest) {
        if (position.next().isEmpty()) {
            known.clear();
            archived = Optional.empty();
            lost = position.lost();
            return this;
        }
        String next = position.next().get();
        if (known.stream().noneMatch(met -> met.entry().id().equals(next))) {
            known.clear();
            archived = position.next();
            above = highest + 1;
        }
        while (!known.isEmpty() && !known.getFirst().entry().id().equals(next)) {
            known.removeFirst();
        }
        return this;
    }

    ChainPosition position() {
        return new ChainPosition(
                Optional.ofNullable(known.peekFirst())
                        .map(met -> met.entry().id())
                        .or(() -> archived),
                lost);
    }

    /** The number of the next entry, or -1 if none is known. */
    long headNumber() {
        return known.isEmpty() ? -1 : known.getFirst().number();
    }

    Met takeHead() {
        return known.removeFirst();
    }

    /** Whether nothing is known of the next entry, and something can be read. */
    boolean isNeeded() {
        return known.isEmpty() && isWanted();
    }

    /** Whether the next document may be read already; not many at once, for the walk may end before. */
    boolean isWanted() {
        return known.size() < 2 && archived.isPresent() && broken.isEmpty();
    }

    boolean isAtEnd() {
        return known.isEmpty() && archived.isEmpty() && broken.isEmpty();
    }

    String key() {
        return keyOf.apply(archived.orElseThrow());
    }

    void take(Reading found) {
        String key = key();
        Optional<Link> link;
        if (!found.isKnown(key)) {
            String why = found.failure(key).map(e -> ": " + e.getMessage()).orElse("");
            broken = Optional.of(new Break(key, Broken.UNREAD, "the store does not answer for it" + why));
            return;
        }
        try {
            link = found.entry(key).map(entry -> decode.apply(key, entry.value()));
        } catch (DocumentException e) {
            broken = Optional.of(new Break(key, Broken.UNREADABLE, String.valueOf(e.getMessage())));
            return;
        }
        if (link.isEmpty()) {
            broken = Optional.of(new Break(key, Broken.MISSING, "it is absent"));
        } else if (link.get().entry().number() >= above) {
            broken = Optional.of(new Break(
                    key,
                    Broken.NUMBER,
                    "its number is " + link.get().entry().number() + ", and it must be below " + above));
        } else {
            above = link.get().entry().number();
            known.addLast(new Met(link.get().entry(), true));
            follow(key, link.get().before());
        }
    }

    /** An id that is none would make a key that stores refuse. */
    private void follow(String from, Optional<String> next) {
        archived = next;
        try {
            next.ifPresent(id -> Ids.check("id", id));
        } catch (IllegalArgumentException e) {
            broken = Optional.of(new Break(from, Broken.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    boolean isBroken() {
        return broken.isPresent() && known.isEmpty();
    }

    boolean isLost() {
        return lost;
    }

    BrokenChain takeBreak(long number) {
        Break reported = broken.orElseThrow();
        broken = Optional.empty();
        archived = Optional.empty();
        lost = true;
        return new BrokenChain(number, reported.key(), reported.broken(), reported.problem());
    }
}
