package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What callers are told before, while and after the store is closed (S17), and whether that is true (S7, S8, S9). */
final class ClosingChecks {

    private static final int CALLERS = 8;
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final int LAST_ONES = 4;

    private ClosingChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S17,
                        "after close every operation says so, and closing twice is harmless",
                        ClosingChecks::afterClose),
                required(
                        Clause.S17,
                        "close while others work leaves nobody hanging, and what they are told is true",
                        ClosingChecks::closeAtWork),
                required(
                        Clause.S17,
                        "close while others wait for answers leaves nobody hanging, and what they are told is true",
                        ClosingChecks::closeWhileWaiting));
    }

    private static CasKeyValueStore oneToClose(CheckContext context) throws Exception {
        Optional<CasKeyValueStore> client = context.stores().extraClient();
        return client.isPresent() ? client.get() : context.stores().extraStore();
    }

    private static void afterClose(CheckContext context) throws Exception {
        CasKeyValueStore store = oneToClose(context);
        String key = context.key();
        Version version = context.added(context.patient(store), key, bytes("before"));
        store.close();
        store.close();
        saysClosed("get", () -> store.get(key));
        saysClosed("getAll", () -> store.getAll(List.of(key)));
        saysClosed("add", () -> store.add(context.key(), bytes("after")));
        saysClosed("swap", () -> store.swap(key, bytes("after"), version));
        saysClosed("chain", () -> store.chain(List.of(new ChainedWrite.Add(key, bytes("after")))));
        saysClosed("fitness", store::fitness);
        store.close();
    }

    private static void saysClosed(String what, Task call) throws Exception {
        try {
            call.run();
        } catch (IllegalStateException expected) {
            return;
        } catch (Exception e) {
            throw new ClauseBroken(Clause.S17, what + " on a closed store ended with " + e, e);
        }
        throw new ClauseBroken(Clause.S17, what + " on a closed store was answered");
    }

    private static void closeAtWork(CheckContext context) throws Exception {
        Rounds rounds = context.rounds(25, 2);
        while (rounds.next()) {
            CasKeyValueStore store = oneToClose(context);
            // Where a second client is unknown, another store may be on another database, and the truth is not seen.
            boolean seen = isSeen(context, store);
            Queue<ObservedWrite> last = new ConcurrentLinkedQueue<>();
            CountDownLatch working = new CountDownLatch(CALLERS);
            List<Task> tasks = new ArrayList<>();
            for (int number = 0; number < CALLERS; number++) {
                tasks.add(() -> last.addAll(writeUntilClosed(context, store, working)));
            }
            long pause = 1L + context.random().nextInt(1_500_000);
            tasks.add(() -> {
                working.await();
                // So that it does not come at the same moment of a call each time.
                Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
                store.close();
            });
            endsInTime(context, tasks);
            if (seen) {
                requireTruth(context, last);
            }
            context.figure("truth seen", seen);
        }
        context.figure("rounds", rounds.number());
    }

    private static boolean isSeen(CheckContext context, CasKeyValueStore store) throws Exception {
        String key = context.addedKey(context.patient(store));
        return context.store().get(key).isPresent();
    }

    /** Adds, and swaps what it has added, until it is told that the store is closed; returns the last writes. */
    private static Collection<ObservedWrite> writeUntilClosed(
            CheckContext context, CasKeyValueStore store, CountDownLatch working) {
        Deque<ObservedWrite> last = new ArrayDeque<>();
        for (int call = 0; call < 1_000_000; call++) {
            String key = context.key();
            ObservedWrite add = ObservedWrite.ofAdd(store, key, bytes("added " + key));
            last.addLast(add);
            Optional<Version> added = add.version();
            if (call % 2 == 1 && added.isPresent()) {
                last.removeLast();
                last.addLast(ObservedWrite.ofSwap(store, key, bytes("swapped " + key), added.get()));
            }
            working.countDown();
            if (last.getLast().saysClosed()) {
                return last;
            }
            if (last.size() > LAST_ONES) {
                last.removeFirst();
            }
        }
        throw new ClauseBroken(Clause.S17, "a million calls after close, none said that the store is closed");
    }

    private static void endsInTime(CheckContext context, List<Task> tasks) throws Exception {
        BoundedCall.End end = BoundedCall.within(
                () -> ParallelRun.all(tasks), context.longestCall().plus(TOLD));
        if (end.stuckAt() != null) {
            throw new ClauseBroken(Clause.S17, "callers still hang, or are not told, a while after close");
        }
        ParallelRun.rethrow(end.thrown());
    }

    private static void requireTruth(CheckContext context, Collection<ObservedWrite> writes) throws Exception {
        for (ObservedWrite write : writes) {
            write.requireTruthAtClose(context.store().get(write.key()));
            context.count(write.words(), 1);
        }
    }

    /** The answers are held back, or the requests are: what is closed then may have been written, or may still be. */
    private static void closeWhileWaiting(CheckContext context) throws Exception {
        AtomicBoolean any = new AtomicBoolean();
        List<Task> both = new ArrayList<>();
        for (Fault fault : List.of(Fault.DELAY_ANSWERS, Fault.DELAY_REQUESTS)) {
            both.add(() -> {
                for (int round = 0; round < 2; round++) {
                    Optional<BreakableStore> broken = context.stores().extraBreakable();
                    if (broken.isPresent() && broken.get().connection().faults().contains(fault)) {
                        any.set(true);
                        closeWhileWaiting(context, broken.get(), fault);
                    }
                }
            });
        }
        ParallelRun.all(both);
        if (!any.get()) {
            throw new NotApplicable("the connection cannot be broken: override openBreakable()");
        }
    }

    private static void closeWhileWaiting(CheckContext context, BreakableStore broken, Fault fault) throws Exception {
        CasKeyValueStore observer = context.store();
        Queue<ObservedWrite> writes = new ConcurrentLinkedQueue<>();
        List<Task> tasks = new ArrayList<>();
        CountDownLatch about = new CountDownLatch(CALLERS);
        for (int number = 0; number < CALLERS; number++) {
            String key = context.key();
            boolean add = number % 2 == 0;
            Version before = add ? new Version("none") : context.added(observer, key, bytes("before"));
            tasks.add(() -> {
                about.countDown();
                writes.add(
                        add
                                ? ObservedWrite.ofAdd(broken.store(), key, bytes("added " + key))
                                : ObservedWrite.ofSwap(broken.store(), key, bytes("swapped " + key), before));
            });
        }
        tasks.add(() -> {
            about.await();
            // Time to send, and less than any time-out.
            Thread.sleep(15);
            broken.store().close();
        });
        // So that there is a connection, and the fault does not hit the making of one.
        context.added(context.patient(broken.store()), context.key(), bytes("works"));
        broken.connection().inject(fault);
        try {
            endsInTime(context, tasks);
        } finally {
            broken.connection().mend();
        }
        requireTruth(context, writes);
        // What was held back arrives now.
        Thread.sleep(50);
        requireTruth(context, writes);
    }
}
