package dev.posse.conformance.check;

import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The store as one node sees it, until the node is killed: from then on nothing of it reaches the database.
 *
 * <p>A process that dies between two operations, and one whose operations all fail from some moment on, leave the same
 * documents behind.
 */
final class KillableStore extends ForwardingStore {

    /** Ends a thread of a killed node: an error, so that nothing in it goes on, tries again or tidies up. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed(String when) {
            super("this node was killed " + when);
        }
    }

    private final AtomicInteger operationsLeft;
    private final boolean lastTakesPlace;
    private volatile boolean dead;

    KillableStore(CasKeyValueStore store, int operations) {
        super(store);
        this.lastTakesPlace = operations % 2 == 0;
        this.operationsLeft = new AtomicInteger(operations);
    }

    /** As one while the node lives; the chain in which it may die is taken one by one, so that it dies between any two links. */
    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        int more = links.size() - 1;
        if (operationsLeft.get() <= links.size()) {
            return super.chain(links);
        }
        operationsLeft.addAndGet(-more);
        return forwardChain(links);
    }

    @Override
    public int chainLength() {
        return forwardChainLength();
    }

    boolean isDead() {
        return dead;
    }

    /** The operation in which the node dies takes place or does not, as it happens to real nodes. */
    @Override
    protected <T> T forward(Supplier<T> operation) {
        int left = operationsLeft.decrementAndGet();
        if (left > 0) {
            return operation.get();
        }
        dead = true;
        // The node's own threads end by this as well, and there is nothing to be said about it.
        Thread.currentThread().setUncaughtExceptionHandler((thread, killed) -> {});
        throw new Killed(left == 0 && lastTakesPlace ? "after " + operation.get() : "before its next operation");
    }
}
