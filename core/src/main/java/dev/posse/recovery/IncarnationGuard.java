package dev.posse.recovery;

import dev.posse.document.Incarnation;
import java.util.Optional;

/**
 * Keeps this node from selling on a data set that is not the one it was opened on: the incarnation document is gone, is
 * another one, or the store says that its data has another life.
 */
public final class IncarnationGuard {

    private final String opened;
    private volatile Optional<String> reason = Optional.empty();

    /**
     * Makes a guard that is open.
     *
     * @param opened the incarnation document's id when the node was opened
     */
    public IncarnationGuard(String opened) {
        this.opened = opened;
    }

    /**
     * Tells why nothing may be sold.
     *
     * @return the reason, or empty if selling is fine
     */
    public Optional<String> reason() {
        return reason;
    }

    /**
     * Shuts the guard for a reason found elsewhere.
     *
     * @param why the reason
     * @return true if it was open before
     */
    boolean shut(String why) {
        boolean wasOpen = reason.isEmpty();
        reason = Optional.of(why);
        return wasOpen;
    }

    /** Compares; opens again when an operator has confirmed the data set. True if it has just been shut. */
    boolean compare(Optional<Incarnation> read, Optional<String> store) {
        Optional<String> why = difference(read, store);
        boolean justShut = reason.isEmpty() && why.isPresent();
        reason = why;
        return justShut;
    }

    /**
     * Says how a data set differs from the one that was set up.
     *
     * @param read the incarnation document as it stands
     * @param store what the store says of the life of its data
     * @return the difference, or empty if there is none
     */
    public static Optional<String> storeDifference(Incarnation read, Optional<String> store) {
        return read.storeIncarnation().isPresent()
                        && store.isPresent()
                        && !read.storeIncarnation().equals(store)
                ? Optional.of("the store's data had the life "
                        + read.storeIncarnation().get()
                        + " when it was set up and has " + store.get()
                        + " now: it may have forgotten sales; look into it, then confirm the data set")
                : Optional.empty();
    }

    private Optional<String> difference(Optional<Incarnation> read, Optional<String> store) {
        if (read.isEmpty()) {
            return Optional.of("the incarnation document is gone: the database came back empty or without it");
        }
        if (!read.get().id().equals(opened)) {
            return Optional.of("the incarnation is " + read.get().id() + " and was " + opened
                    + " when this node was opened: the database was set up anew; open this node again");
        }
        return storeDifference(read.get(), store);
    }
}
