package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * A few breakable stores that work at once, each with a connection and a thread of its own: what a check of faults does is
 * mostly to wait for time-outs, and these can be waited for together.
 */
final class BrokenConnections {

    private static final int AT_ONCE = 3;

    private final List<BreakableStore> stores;

    private BrokenConnections(List<BreakableStore> stores) {
        this.stores = stores;
    }

    /** What one of them does, until there is nothing more to do. */
    @FunctionalInterface
    interface Work {
        void run(BreakableStore broken) throws Exception;
    }

    /** The stores of this group, on whole connections that can do the fault. */
    static BrokenConnections with(CheckContext context, Fault fault) throws Exception {
        BrokenConnections open = any(context);
        if (!open.stores.stream().allMatch(store -> store.connection().faults().contains(fault))) {
            throw new NotApplicable("the connection cannot do " + fault);
        }
        return open;
    }

    /** The stores of this group, on whole connections. */
    static BrokenConnections any(CheckContext context) throws Exception {
        List<BreakableStore> open = context.stores().breakables(AT_ONCE);
        if (open.isEmpty()) {
            throw new NotApplicable("the connection cannot be broken: override openBreakable()");
        }
        return new BrokenConnections(open);
    }

    BreakableStore first() {
        return stores.get(0);
    }

    /** Runs it on each at once, and passes on the first failure when all have ended. */
    void all(Work work) throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (BreakableStore store : stores) {
            tasks.add(() -> work.run(store));
        }
        ParallelRun.all(tasks);
    }
}
