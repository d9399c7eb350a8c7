package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller is answered that is interrupted before, in or after its call (S16): the truth, reads as well as writes. */
final class InterruptionChecks {

    private static final byte[] STANDS = bytes("stands");

    private InterruptionChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S16,
                        "an interrupted caller is answered truthfully and stays interrupted",
                        InterruptionChecks::before),
                required(
                        Clause.S16,
                        "a caller that is interrupted at work is answered truthfully",
                        InterruptionChecks::atWork));
    }

    private static void before(CheckContext context) throws Exception {
        CasKeyValueStore store = context.rawStore();
        String stands = context.key();
        context.added(context.store(), stands, STANDS);
        Rounds rounds = context.rounds(50, 3);
        while (rounds.next()) {
            String key = context.key();
            String other = context.key();
            Version version = context.added(context.store(), other, bytes("before"));
            List<ObservedWrite> writes = new ArrayList<>();
            keeps("get", () -> readsTruly(store, stands, false));
            keeps("getAll", () -> readsTruly(store, stands, true));
            keeps("add", () -> writes.add(ObservedWrite.ofAdd(store, key, bytes("added"))));
            keeps("swap", () -> writes.add(ObservedWrite.ofSwap(store, other, bytes("swapped"), version)));
            Function<CasKeyValueStore, TakenChain> chain = TakenChain.prepared(
                    context.store(),
                    List.of(
                            new ChainedWrite.Add(context.key(), bytes("chained")),
                            new ChainedWrite.Add(context.key(), bytes("chained"))));
            List<TakenChain> chains = new ArrayList<>();
            keeps("chain", () -> chains.add(chain.apply(store)));
            chains.get(0).requireTruth(context.store());
            requireTruth(context, writes, Clause.S8);
        }
    }

    private static void requireTruth(CheckContext context, List<ObservedWrite> writes, Clause otherwise)
            throws Exception {
        for (ObservedWrite write : writes) {
            write.requireAnswerOfItsKind(otherwise);
            write.requireTruth(context.store().get(write.key()));
            context.count(write.outcome().words(), 1);
        }
    }

    /** The key is there: who does not find it has not looked, and says so with StoreException. */
    private static void readsTruly(CasKeyValueStore store, String key, boolean together) {
        Optional<Entry> found;
        try {
            found = together ? Optional.ofNullable(store.getAll(List.of(key)).get(key)) : store.get(key);
        } catch (StoreException e) {
            return;
        }
        if (found.isEmpty() || !Arrays.equals(found.get().value(), STANDS)) {
            throw new ClauseBroken(
                    Clause.S16,
                    "an interrupted " + (together ? "getAll" : "get") + " of " + key + " answered "
                            + found.map(entry -> ValueText.of(entry.value())).orElse("that it is absent")
                            + ", and " + ValueText.of(STANDS) + " stands there");
        }
    }

    private static void keeps(String what, Task call) throws Exception {
        Thread.currentThread().interrupt();
        boolean kept;
        try {
            call.run();
        } finally {
            kept = Thread.interrupted();
        }
        if (!kept) {
            throw new ClauseBroken(Clause.S16, what + " took the interrupted status of its caller away");
        }
    }

    /** A caller in a thread of its own, which is interrupted at some moment. */
    private static final class Caller {
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean interrupted;
        private volatile boolean kept;

        Caller(Task work) {
            thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    failure.set(e);
                }
                while (!interrupted) {
                    // Its calls ended before; the interruption is still to come.
                    LockSupport.parkNanos(100_000);
                }
                kept = Thread.currentThread().isInterrupted();
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** Waits for its end; true if it is still interrupted. */
        boolean interruptAndJoin(long longestMillis) throws Exception {
            thread.interrupt();
            interrupted = true;
            thread.join(longestMillis);
            if (thread.isAlive()) {
                throw new ClauseBroken(Clause.S15, "an interrupted caller still waits after twice the longest call");
            }
            ParallelRun.rethrow(failure.get());
            return kept;
        }
    }

    /** What a caller does again and again until it is interrupted: one thing, so that the interruption meets it there. */
    private enum Work {
        GET,
        GET_ALL,
        ADD
    }

    private static void atWork(CheckContext context) throws Exception {
        CasKeyValueStore store = context.rawStore();
        String stands = context.key();
        context.added(context.store(), stands, STANDS);
        Rounds rounds = context.rounds(80, 6);
        while (rounds.next()) {
            List<ObservedWrite> writes = new ArrayList<>();
            String key = context.key();
            Version version = context.added(context.store(), key, bytes("start"));
            Work work = Work.values()[rounds.number() % Work.values().length];
            CountDownLatch begun = new CountDownLatch(1);
            Caller caller = new Caller(() -> {
                for (int call = 0; call < 500_000 && !Thread.currentThread().isInterrupted(); call++) {
                    begun.countDown();
                    if (work != Work.ADD) {
                        readsTruly(store, stands, work == Work.GET_ALL);
                    } else if (writes.size() < 5_000) {
                        writes.add(ObservedWrite.ofAdd(store, context.key(), bytes("added")));
                    }
                }
                writes.add(ObservedWrite.ofSwap(store, key, bytes("swapped"), version));
            });
            begun.await();
            Thread.sleep(0, 1 + context.random().nextInt(900_000));
            boolean kept = caller.interruptAndJoin(2 * context.longestCall().toMillis());
            requireTruth(context, writes, Clause.S8);
            if (!kept) {
                throw new ClauseBroken(Clause.S16, "a call took the interrupted status of its caller away");
            }
        }
    }

    /** While its answer is held back. */
    static void whileWaiting(CheckContext context) throws Exception {
        BrokenConnections connections = BrokenConnections.with(context, Fault.DELAY_ANSWERS);
        String stands = context.key();
        context.added(context.store(), stands, STANDS);
        Rounds rounds = new Rounds(context.size().rounds(5) + 3, Integer.MAX_VALUE, Duration.ZERO);
        connections.all(broken -> {
            for (int number = rounds.take(); number > 0; number = rounds.take()) {
                whileWaiting(context, broken, stands, number % 4);
            }
        });
    }

    private static void whileWaiting(CheckContext context, BreakableStore broken, String stands, int kind)
            throws Exception {
        boolean add = kind == 1;
        boolean write = add || kind == 3;
        boolean together = kind == 0;
        String key = context.key();
        Version before = add ? new Version("none") : context.added(context.store(), key, bytes("before"));
        context.present(context.patient(broken.store()), context.addedKey(context.store()));
        List<ObservedWrite> writes = new ArrayList<>();
        boolean kept;
        broken.connection().inject(Fault.DELAY_ANSWERS);
        Caller caller = new Caller(() -> {
            if (write) {
                writes.add(
                        add
                                ? ObservedWrite.ofAdd(broken.store(), key, bytes("interrupted"))
                                : ObservedWrite.ofSwap(broken.store(), key, bytes("interrupted"), before));
            } else {
                readsTruly(broken.store(), stands, together);
            }
        });
        try {
            // Time to send; an interruption that comes earlier or later is answered as truthfully.
            Thread.sleep(5);
            kept = caller.interruptAndJoin(2 * context.longestCall().toMillis());
        } finally {
            broken.connection().mend();
        }
        OutageRecovery.await(context, broken.store());
        requireTruth(context, writes, Clause.S7);
        if (!kept) {
            throw new ClauseBroken(Clause.S16, "a call took the interrupted status of its caller away");
        }
    }
}
