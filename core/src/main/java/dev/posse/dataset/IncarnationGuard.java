package dev.posse.dataset;

import dev.posse.document.Incarnation;
import dev.posse.observe.NodeStatus.Fence;
import dev.posse.observe.NodeStatus.FenceCause;
import java.util.Optional;

/**
 * Keeps this node from selling on a data set that is not the one it was opened on: the incarnation document is gone, is
 * another one, or bears an objection; the store says that its data has another life; or something is behind what this node
 * has seen.
 *
 * <p>Once shut it stays shut, whatever is read afterwards: an older copy that is restored looks as whole as the data that was
 * lost. It opens when a person has confirmed the data set, which writes a number that this node has not seen. Thread-safe.
 */
public final class IncarnationGuard {

    private final String opened;
    private long confirmation;
    private volatile Optional<Fence> fence = Optional.empty();

    /** What a reading of the incarnation document has changed. */
    public enum Change {
        /** Nothing: as open, or as shut, as before. */
        NONE,
        /** It has just been shut. */
        SHUT,
        /** A person has confirmed the data set: whatever was seen of it before does not count any more. */
        CONFIRMED
    }

    /**
     * Makes a guard that is open.
     *
     * @param opened the incarnation document when the node was opened
     */
    public IncarnationGuard(Incarnation opened) {
        this(opened.id(), opened.confirmation());
    }

    /**
     * Makes a guard that is open.
     *
     * @param opened the incarnation document's id when the node was opened
     * @param confirmation its number then
     */
    public IncarnationGuard(String opened, long confirmation) {
        this.opened = opened;
        this.confirmation = confirmation;
    }

    /**
     * Tells why nothing may be sold.
     *
     * @return the reason, or empty if selling is fine
     */
    public Optional<String> reason() {
        return fence.map(Fence::reason);
    }

    /**
     * Tells why nothing may be sold, and what kind of trouble that is.
     *
     * @return both, or empty if selling is fine
     */
    public Optional<Fence> fence() {
        return fence;
    }

    /**
     * Shuts the guard for a reason found elsewhere; the first reason stands.
     *
     * @param why the reason
     * @return true if it was open before
     */
    public boolean shut(String why) {
        return shut(new Fence(FenceCause.DATA_LOSS, why));
    }

    private synchronized boolean shut(Fence why) {
        boolean wasOpen = fence.isEmpty();
        if (wasOpen) {
            fence = Optional.of(why);
        }
        return wasOpen;
    }

    /**
     * Compares the data set with the one that this node knows.
     *
     * @param read the incarnation document as it stands, or empty if it is absent
     * @param store what the store says of the life of its data
     * @return what has changed
     */
    public synchronized Change compare(Optional<Incarnation> read, Optional<String> store) {
        Optional<Fence> why = fence(read, store);
        if (read.filter(this::isNewlyConfirmed).isPresent()) {
            confirmation = read.get().confirmation();
            fence = why;
            return Change.CONFIRMED;
        }
        return why.isPresent() && shut(why.get()) ? Change.SHUT : Change.NONE;
    }

    /**
     * Says what this node has to write, so that everybody and a person who confirms hears of it: a data set that looks whole
     * and is not the one that this node knows.
     *
     * @param node this node's name
     * @param read the incarnation document as it stands
     * @param store what the store says of the life of its data
     * @return the document with this node's objection, or empty if there is none or it says so already
     */
    public synchronized Optional<Incarnation> objection(String node, Incarnation read, Optional<String> store) {
        return read.id().equals(opened)
                        && read.objection().isEmpty()
                        && !isNewlyConfirmed(read)
                        && storeDifference(read, store).isEmpty()
                ? reason().map(why -> read.with(node + ": " + why))
                : Optional.empty();
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

    private boolean isNewlyConfirmed(Incarnation read) {
        return read.id().equals(opened) && read.confirmation() > confirmation;
    }

    /**
     * Says how a data set differs from the one that this node was opened on, or that another node objects to it.
     *
     * @param read the incarnation document as it stands, or empty if it is absent
     * @param store what the store says of the life of its data
     * @return the difference, or empty if there is none
     */
    public Optional<String> difference(Optional<Incarnation> read, Optional<String> store) {
        return fence(read, store).map(Fence::reason);
    }

    /**
     * Says how a data set differs from the one that this node was opened on, or that another node objects to it, and changes nothing.
     *
     * @param read the incarnation document as it stands, or empty if it is absent
     * @param store what the store says of the life of its data
     * @return the difference with its cause, or empty if there is none
     */
    public synchronized Optional<Fence> fence(Optional<Incarnation> read, Optional<String> store) {
        if (read.isEmpty()) {
            return fence(
                    FenceCause.DATA_LOSS,
                    "the incarnation document is gone: the database came back empty or without it");
        }
        Incarnation found = read.get();
        if (!found.id().equals(opened)) {
            return fence(
                    FenceCause.ANOTHER_LIFE,
                    "the incarnation is " + found.id() + " and was " + opened
                            + " when this node was opened: the database was set up anew; open this node again");
        }
        if (found.confirmation() < confirmation) {
            return fence(
                    FenceCause.DATA_LOSS,
                    "the data set was confirmed with the number " + confirmation + " and bears the number "
                            + found.confirmation() + " now: it is an older copy");
        }
        return found.objection()
                .map(why -> new Fence(FenceCause.NOT_CONFIRMED, why))
                .or(() -> storeDifference(found, store).map(why -> new Fence(FenceCause.ANOTHER_LIFE, why)));
    }

    private static Optional<Fence> fence(FenceCause cause, String why) {
        return Optional.of(new Fence(cause, why));
    }
}
