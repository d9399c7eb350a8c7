package dev.posse.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks over all entries of an account, newest first: those in its two windows, and then along the two chains of its archive.
 * The numbers of both together are 1, 2, 3 …, so that what is missing is met in its place.
 *
 * <p>It reads nothing itself: {@link #next} hands out what is known, {@link #keys} names what has to be read to go on, {@link
 * #take} takes it. A chain is complete and never changes from the moment at which the account was read, so that its documents
 * may be read at any time after the account; not before. Used by one thread.
 */
public final class EntryWalk {

    /**
     * A place between two entries from which a walk can be resumed, also when the account has moved on.
     *
     * @param number of the next entry
     * @param purchase where the walk along purchases stands
     * @param movement where the walk along movements stands
     */
    public record Position(long number, ChainPosition purchase, ChainPosition movement) {}

    private final EntryChain purchases;
    private final EntryChain movements;
    private long expected;

    private EntryWalk(EntryChain purchases, EntryChain movements, long expected) {
        this.purchases = purchases;
        this.movements = movements;
        this.expected = expected;
    }

    /**
     * Begins at the newest entry.
     *
     * @param account as read
     * @return the walk
     */
    public static EntryWalk of(Account account) {
        return new EntryWalk(
                EntryChain.ofPurchases(account, account.entryCount()),
                EntryChain.ofMovements(account, account.entryCount()),
                account.entryCount());
    }

    /**
     * Goes on where another walk stood.
     *
     * @param account as read now
     * @param position of the other walk
     * @return the walk
     */
    public static EntryWalk resumed(Account account, Position position) {
        return new EntryWalk(
                EntryChain.ofPurchases(account, account.entryCount()).resumedAt(position.purchase(), position.number()),
                EntryChain.ofMovements(account, account.entryCount()).resumedAt(position.movement(), position.number()),
                position.number());
    }

    /**
     * Returns where the walk stands.
     *
     * @return the place before the next item
     */
    public Position position() {
        return new Position(expected, purchases.position(), movements.position());
    }

    /**
     * Returns whether everything was met.
     *
     * @return true if there is nothing left, neither to be handed out nor to be read
     */
    public boolean isDone() {
        return chains().allMatch(EntryChain::isAtEnd) && (expected <= 0 || isIncomplete());
    }

    /**
     * Hands out the next item.
     *
     * @return the item; empty if {@link #keys} have to be read first, or the walk is done
     */
    public Optional<EntryItem> next() {
        Optional<EntryChain> surplus =
                chains().filter(chain -> chain.headNumber() > expected).findFirst();
        if (surplus.isPresent()) {
            return Optional.of(new EntryItem.Misnumbered(surplus.get().takeHead()));
        }
        Optional<EntryChain> inPlace =
                chains().filter(chain -> chain.headNumber() == expected).findFirst();
        if (inPlace.isPresent()) {
            expected--;
            return Optional.of(inPlace.get().takeHead());
        }
        return isDone() || chains().anyMatch(EntryChain::isNeeded) ? Optional.empty() : missing();
    }

    /**
     * Names what has to be read before the walk can go on.
     *
     * @return keys of archive documents, at most one of each chain
     */
    public List<String> keys() {
        return toBeRead().map(EntryChain::key).collect(Collectors.toUnmodifiableList());
    }

    /**
     * Takes what was read.
     *
     * @param found under {@link #keys}, read after the account
     */
    public void take(Reading found) {
        toBeRead().collect(Collectors.toUnmodifiableList()).forEach(chain -> chain.take(found));
    }

    /** What one chain needs and what the other will need soon take one round trip. */
    private Stream<EntryChain> toBeRead() {
        return chains().noneMatch(EntryChain::isNeeded) ? Stream.empty() : chains().filter(EntryChain::isWanted);
    }

    /** No entry bears the expected number, and both chains are known as far as that. */
    private Optional<EntryItem> missing() {
        Optional<EntryChain> broken = chains().filter(EntryChain::isBroken).findFirst();
        if (broken.isPresent()) {
            return Optional.of(broken.get().takeBreak(expected));
        }
        long highest = expected;
        expected = chains().mapToLong(EntryChain::headNumber).reduce(0, Math::max);
        // What a broken chain leads to has numbers, too: they are not missing, nobody knows them.
        return isIncomplete() ? next() : Optional.of(new EntryItem.NoEntry(expected + 1, highest));
    }

    private boolean isIncomplete() {
        return chains().anyMatch(EntryChain::isLost);
    }

    private Stream<EntryChain> chains() {
        return Stream.of(purchases, movements);
    }
}
