package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.optional;
import static dev.posse.conformance.Check.required;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What callers of all kinds can rely on: many, virtual, interrupted, late ones (S15, S16, S17). */
final class Callers {

    private Callers() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S15, "fifty threads are all served", Callers::manyThreads),
                optional(Clause.S15, "hundreds of virtual threads make progress", Callers::virtualThreads),
                optional(Clause.S15, "no lock is held while an answer is waited for", LocksAndCarriers::noLockAcrossIo),
                optional(
                        Clause.S15,
                        "no carrier is pinned while an answer is waited for",
                        LocksAndCarriers::noCarrierPinned),
                required(
                        Clause.S16,
                        "an interrupted caller is answered truthfully and stays interrupted",
                        Callers::interrupted),
                required(
                        Clause.S16,
                        "a caller that is interrupted at work is answered truthfully",
                        Callers::interruptedAtWork),
                required(
                        Clause.S17,
                        "after close every operation says so, and closing twice is harmless",
                        Callers::afterClose),
                required(Clause.S17, "close while others work leaves nobody hanging", Callers::closeAtWork));
    }

    private static void manyThreads(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        List<Calls.Call> jobs = new ArrayList<>();
        int calls = bench.size().rounds(20);
        for (int number = 0; number < 50; number++) {
            jobs.add(() -> work(bench, store, calls));
        }
        Crew.together(jobs);
        bench.figure("threads", 50);
    }

    private static void work(Bench bench, CasKeyValueStore store, int calls) {
        String key = bench.key();
        Version version = bench.added(store, key, bytes("0"));
        for (int call = 1; call <= calls; call++) {
            version = bench.swapped(store, key, bytes(String.valueOf(call)), version);
            bench.reads(store, key, bytes(String.valueOf(call)), Clause.S4);
        }
    }

    private static void virtualThreads(Bench bench) throws Exception {
        VirtualThreads threads = VirtualThreads.required();
        CasKeyValueStore store = bench.store();
        int number = 300;
        CountDownLatch done = new CountDownLatch(number);
        AtomicInteger failed = new AtomicInteger();
        List<Throwable> first = new ArrayList<>();
        for (int at = 0; at < number; at++) {
            threads.start(() -> {
                try {
                    work(bench, store, 3);
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
        bench.figure("virtual threads", number);
        synchronized (first) {
            if (!first.isEmpty()) {
                Crew.rethrow(first.get(0));
            }
        }
    }

    private static void interrupted(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        for (int round = 0; round < bench.size().rounds(50); round++) {
            String key = bench.key();
            String other = bench.key();
            Version version = bench.added(store, other, bytes("before"));
            List<WriteReport> reports = new ArrayList<>();
            keepsInterruption("get", () -> readOrFail(() -> store.get(other)));
            keepsInterruption("getAll", () -> readOrFail(() -> store.getAll(List.of(key, other))));
            keepsInterruption("add", () -> reports.add(WriteReport.ofAdd(store, key, bytes("added"))));
            keepsInterruption("swap", () -> reports.add(WriteReport.ofSwap(store, other, bytes("swapped"), version)));
            for (WriteReport report : reports) {
                report.requireAnswerOfItsKind();
                report.requireTruth(store.get(report.key()));
                bench.count(report.outcome().words(), 1);
            }
        }
    }

    private static void readOrFail(Calls.Call read) throws Exception {
        try {
            read.run();
        } catch (StoreException e) {
            // S16 allows it: nothing was sent, and a read has no effect to be in doubt about.
        }
    }

    private static void keepsInterruption(String what, Calls.Call call) throws Exception {
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

    private static void interruptedAtWork(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        for (int round = 0; round < bench.size().rounds(50); round++) {
            List<WriteReport> reports = new ArrayList<>();
            String key = bench.key();
            Version version = bench.added(store, key, bytes("start"));
            boolean[] kept = {true};
            Thread caller = new Thread(() -> {
                for (int call = 0; call < 500 && !Thread.currentThread().isInterrupted(); call++) {
                    reports.add(WriteReport.ofAdd(store, bench.key(), bytes("added")));
                }
                reports.add(WriteReport.ofSwap(store, key, bytes("swapped"), version));
                kept[0] = Thread.currentThread().isInterrupted() || reports.size() > 500;
            });
            caller.setDaemon(true);
            caller.start();
            Thread.sleep(0, 1 + bench.random().nextInt(900_000));
            caller.interrupt();
            caller.join();
            for (WriteReport report : reports) {
                report.requireAnswerOfItsKind();
                report.requireTruth(store.get(report.key()));
                bench.count(report.outcome().words(), 1);
            }
            if (!kept[0]) {
                throw new ClauseBroken(Clause.S16, "a write took the interrupted status of its caller away");
            }
        }
    }

    private static CasKeyValueStore oneToClose(Bench bench) throws Exception {
        Optional<CasKeyValueStore> client = bench.stores().extraClient();
        return client.isPresent() ? client.get() : bench.stores().extraStore();
    }

    private static void afterClose(Bench bench) throws Exception {
        CasKeyValueStore store = oneToClose(bench);
        String key = bench.key();
        Version version = bench.added(store, key, bytes("before"));
        store.close();
        store.close();
        saysClosed("get", () -> store.get(key));
        saysClosed("getAll", () -> store.getAll(List.of(key)));
        saysClosed("add", () -> store.add(bench.key(), bytes("after")));
        saysClosed("swap", () -> store.swap(key, bytes("after"), version));
        saysClosed("fitness", store::fitness);
        store.close();
    }

    private static void saysClosed(String what, Calls.Call call) throws Exception {
        try {
            call.run();
        } catch (IllegalStateException expected) {
            return;
        } catch (Exception e) {
            throw new ClauseBroken(Clause.S17, what + " on a closed store ended with " + e, e);
        }
        throw new ClauseBroken(Clause.S17, what + " on a closed store was answered");
    }

    private static void closeAtWork(Bench bench) throws Exception {
        CasKeyValueStore store = oneToClose(bench);
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch working = new CountDownLatch(8);
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            jobs.add(() -> {
                for (int call = 0; call < 1_000_000; call++) {
                    try {
                        store.add(bench.key(), bytes("x"));
                        working.countDown();
                    } catch (IllegalStateException e) {
                        closed.incrementAndGet();
                        return;
                    } catch (StoreException | OutcomeUnknownException e) {
                        // The connection went away under the call: true as well. The next call must say that it is
                        // closed.
                        working.countDown();
                    }
                }
                throw new ClauseBroken(Clause.S17, "a million calls after close, none said that the store is closed");
            });
        }
        jobs.add(() -> {
            working.await();
            store.close();
        });
        Calls.End end =
                Calls.within(() -> Crew.together(jobs), bench.longestCall().plus(Duration.ofSeconds(10)));
        if (end.stuckAt() != null) {
            throw new ClauseBroken(Clause.S17, "callers still hang, or are not told, a while after close");
        }
        Crew.rethrow(end.thrown());
        bench.figure("callers told", closed.get());
    }
}
