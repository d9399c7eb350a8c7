package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Faults that last for several time-outs while many threads write, each its own keys: no report may turn out wrong later. */
final class LongFaults {

    private static final int THREADS = 8;
    private static final Duration BREAK = Duration.ofMillis(700);
    private static final Duration WHOLE = Duration.ofMillis(100);

    /** So many reports are kept of each thread and fault; what is quick to fail fails often. */
    private static final int KEPT = 40;

    private final CheckContext context;
    private final BreakableStore broken;
    private final SentOnce sentOnce;
    private final Queue<ObservedWrite> writes = new ConcurrentLinkedQueue<>();

    private LongFaults(CheckContext context, BreakableStore broken) {
        this.context = context;
        this.broken = broken;
        this.sentOnce = new SentOnce(context, broken);
    }

    static void run(CheckContext context) throws Exception {
        BrokenConnections connections = BrokenConnections.any(context);
        Queue<Fault> left = new ConcurrentLinkedQueue<>(
                connections.first().connection().faults().stream().sorted().toList());
        connections.all(broken -> {
            LongFaults faults = new LongFaults(context, broken);
            for (Fault fault = left.poll(); fault != null; fault = left.poll()) {
                faults.under(fault);
            }
            faults.sentOnce.require();
            // Longer than any write can have been on its way; once more, since something may have landed meanwhile.
            faults.requireTruth(faults.writes);
        });
    }

    private void under(Fault fault) throws Exception {
        long breaks = System.nanoTime() + WHOLE.toNanos();
        long ends = breaks + context.size().patience(BREAK).toNanos();
        Queue<ObservedWrite> made = new ConcurrentLinkedQueue<>();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            boolean adds = number % 2 == 0;
            tasks.add(() -> write(adds, ends, made));
        }
        tasks.add(() -> {
            Thread.sleep(WHOLE.toMillis());
            broken.connection().inject(fault);
            try {
                Thread.sleep(Math.max(1, (ends - System.nanoTime()) / 1_000_000));
            } finally {
                broken.connection().mend();
            }
        });
        try {
            ParallelRun.all(tasks);
        } finally {
            broken.connection().mend();
        }
        OutageRecovery.await(context, broken.store());
        requireTruth(made);
        writes.addAll(made);
        made.forEach(write -> context.count(write.outcome().words(), 1));
    }

    private void write(boolean adds, long ends, Queue<ObservedWrite> made) throws Exception {
        CasKeyValueStore whole = context.store();
        for (int done = 0; done < KEPT && System.nanoTime() < ends; done++) {
            String key = context.key();
            byte[] value = sentOnce.value("long " + key);
            Version before = adds ? new Version("none") : context.added(whole, key, bytes("before"));
            ObservedWrite write = adds
                    ? ObservedWrite.ofAdd(broken.store(), key, value.clone())
                    : ObservedWrite.ofSwap(broken.store(), key, value.clone(), before);
            made.add(write);
            if (write.outcome() != ObservedWrite.Outcome.UNKNOWN) {
                // What is quick to answer, or to fail, leaves some time for the others and for the fault.
                Thread.sleep(20);
            }
        }
    }

    private void requireTruth(Queue<ObservedWrite> made) throws Exception {
        Map<String, Entry> found =
                context.store().getAll(made.stream().map(ObservedWrite::key).toList());
        for (ObservedWrite write : made) {
            write.requireAnswerOfItsKind(Clause.S7);
            if (write.nanos() > context.longestCall().toNanos()) {
                throw write.broken(Clause.S15, "after " + write.nanos() / 1_000_000 + " ms");
            }
            write.requireTruth(Optional.ofNullable(found.get(write.key())));
        }
    }
}
