package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.optional;
import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What many callers, and virtual ones, can rely on (S15). */
final class CallerChecks {

    private CallerChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S15, "fifty threads are all served", CallerChecks::manyThreads),
                optional(Clause.S15, "hundreds of virtual threads make progress", CallerChecks::virtualThreads),
                optional(Clause.S15, "no lock is held while an answer is waited for", LockChecks::noLockAcrossIo),
                optional(
                        Clause.S15, "no carrier is pinned while an answer is waited for", LockChecks::noCarrierPinned));
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
}
