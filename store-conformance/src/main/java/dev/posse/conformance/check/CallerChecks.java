package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.optional;
import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainedWrite;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What callers of all kinds can rely on: many, virtual, interrupted, late ones (S15, S16, S17). */
final class CallerChecks {

    private CallerChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S15, "fifty threads are all served", CallerChecks::manyThreads),
                optional(Clause.S15, "hundreds of virtual threads make progress", CallerChecks::virtualThreads),
                optional(Clause.S15, "no lock is held while an answer is waited for", LockChecks::noLockAcrossIo),
                optional(Clause.S15, "no carrier is pinned while an answer is waited for", LockChecks::noCarrierPinned),
                required(
                        Clause.S16,
                        "an interrupted caller is answered truthfully and stays interrupted",
                        CallerChecks::interrupted),
                required(
                        Clause.S16,
                        "a caller that is interrupted at work is answered truthfully",
                        CallerChecks::interruptedAtWork),
                required(
                        Clause.S17,
                        "after close every operation says so, and closing twice is harmless",
                        CallerChecks::afterClose),
                required(Clause.S17, "close while others work leaves nobody hanging", CallerChecks::closeAtWork));
    }

    private static void manyThreads(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        List<Task> tasks = new ArrayList<>();
        int calls = context.size().rounds(20);
        for (int number = 0; number < 50; number++) {
            tasks.add(() -> work(context, store, calls));
        }
        ParallelRun.all(tasks);
        context.figure("threads", 50);
    }

    private static void work(CheckContext context, CasKeyValueStore store, int calls) {
        String key = context.key();
        Version version = context.added(store, key, bytes("0"));
        for (int call = 1; call <= calls; call++) {
            version = context.swapped(store, key, bytes(String.valueOf(call)), version);
            context.reads(store, key, bytes(String.valueOf(call)), Clause.S4);
        }
    }

    private static void virtualThreads(CheckContext context) throws Exception {
        VirtualThreads threads = VirtualThreads.required();
        CasKeyValueStore store = context.store();
        int number = 300;
        CountDownLatch done = new CountDownLatch(number);
        AtomicInteger failed = new AtomicInteger();
        List<Throwable> first = new ArrayList<>();
        for (int at = 0; at < number; at++) {
            threads.start(() -> {
                try {
                    work(context, store, 3);
                } catch (Throwable e) {
                    failed.incrementAndGet();
                    synchronized (first) {
                        first.add(e);
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        context.figure("virtual threads", number);
        synchronized (first) {
            if (!first.isEmpty()) {
                ParallelRun.rethrow(first.get(0));
            }
        }
    }

    private static void interrupted(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        for (int round = 0; round < context.size().rounds(50); round++) {
            String key = context.key();
            String other = context.key();
            Version version = context.added(store, other, bytes("before"));
            List<ObservedWrite> writes = new ArrayList<>();
            keepsInterruption("get", () -> readOrFail(() -> store.get(other)));
            keepsInterruption("getAll", () -> readOrFail(() -> store.getAll(List.of(key, other))));
            keepsInterruption("add", () -> writes.add(ObservedWrite.ofAdd(store, key, bytes("added"))));
            keepsInterruption("swap", () -> writes.add(ObservedWrite.ofSwap(store, other, bytes("swapped"), version)));
            Function<CasKeyValueStore, TakenChain> chain = TakenChain.prepared(
                    store,
                    List.of(
                            new ChainedWrite.Add(context.key(), bytes("chained")),
                            new ChainedWrite.Add(context.key(), bytes("chained"))));
            List<TakenChain> chains = new ArrayList<>();
            keepsInterruption("chain", () -> chains.add(chain.apply(store)));
            chains.get(0).requireTruth(store);
            for (ObservedWrite write : writes) {
                write.requireAnswerOfItsKind(Clause.S8);
                write.requireTruth(store.get(write.key()));
                context.count(write.outcome().words(), 1);
            }
        }
    }

    private static void readOrFail(Task read) throws Exception {
        try {
            read.run();
        } catch (StoreException e) {
            // S16 allows it: nothing was sent, and a read has no effect to be in doubt about.
        }
    }

    private static void keepsInterruption(String what, Task call) throws Exception {
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

    private static void interruptedAtWork(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        for (int round = 0; round < context.size().rounds(50); round++) {
            List<ObservedWrite> writes = new ArrayList<>();
            String key = context.key();
            Version version = context.added(store, key, bytes("start"));
            boolean[] kept = {true};
            Thread caller = new Thread(() -> {
                for (int call = 0; call < 500 && !Thread.currentThread().isInterrupted(); call++) {
                    writes.add(ObservedWrite.ofAdd(store, context.key(), bytes("added")));
                }
                writes.add(ObservedWrite.ofSwap(store, key, bytes("swapped"), version));
                kept[0] = Thread.currentThread().isInterrupted() || writes.size() > 500;
            });
            caller.setDaemon(true);
            caller.start();
            Thread.sleep(0, 1 + context.random().nextInt(900_000));
            caller.interrupt();
            caller.join();
            for (ObservedWrite write : writes) {
                write.requireAnswerOfItsKind(Clause.S8);
                write.requireTruth(store.get(write.key()));
                context.count(write.outcome().words(), 1);
            }
            if (!kept[0]) {
                throw new ClauseBroken(Clause.S16, "a write took the interrupted status of its caller away");
            }
        }
    }

    private static CasKeyValueStore oneToClose(CheckContext context) throws Exception {
        Optional<CasKeyValueStore> client = context.stores().extraClient();
        return client.isPresent() ? client.get() : context.stores().extraStore();
    }

    private static void afterClose(CheckContext context) throws Exception {
        CasKeyValueStore store = oneToClose(context);
        String key = context.key();
        Version version = context.added(store, key, bytes("before"));
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
        CasKeyValueStore store = oneToClose(context);
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch working = new CountDownLatch(8);
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            tasks.add(() -> {
                for (int call = 0; call < 1_000_000; call++) {
                    try {
                        store.add(context.key(), bytes("x"));
                        working.countDown();
                    } catch (IllegalStateException e) {
                        closed.incrementAndGet();
                        return;
                    } catch (StoreException | OutcomeUnknownException e) {
                        // The connection went away under the call: true as well.
                        // The next call must say that it is closed.
                        working.countDown();
                    }
                }
                throw new ClauseBroken(Clause.S17, "a million calls after close, none said that the store is closed");
            });
        }
        tasks.add(() -> {
            working.await();
            store.close();
        });
        BoundedCall.End end = BoundedCall.within(
                () -> ParallelRun.all(tasks), context.longestCall().plus(Duration.ofSeconds(10)));
        if (end.stuckAt() != null) {
            throw new ClauseBroken(Clause.S17, "callers still hang, or are not told, a while after close");
        }
        ParallelRun.rethrow(end.thrown());
        context.figure("callers told", closed.get());
    }
}
