package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What callers do to each other while the database keeps them waiting (S15). */
final class LockChecks {

    private static final int CALLERS = 32;
    private static final Duration SLACK = Duration.ofMillis(500);

    /** A lock shows each time; a machine that is busy with other things does not stop the same threads so often. */
    private static final int PROBES = 3;

    /** Tries once; says what is wrong, or nothing. */
    private interface Probe {
        Optional<String> at(BreakableStore broken, String key) throws Exception;
    }

    private LockChecks() {}

    /**
     * Lets many wait at once. Behind a lock they would wait one after the other, for many time-outs on end; a pool of a few
     * connections is no lock.
     */
    static void noLockAcrossIo(CheckContext context) throws Exception {
        notEachTime(context, (broken, key) -> {
            long one = waiting(context, broken, key, 1);
            long many = waiting(context, broken, key, CALLERS);
            context.figure("one caller waits ms", one / 1_000_000);
            context.figure(CALLERS + " callers wait ms", many / 1_000_000);
            long allowed = Math.max(8 * one, Duration.ofMillis(100).toNanos()) + SLACK.toNanos();
            return one > Duration.ofMillis(20).toNanos() && many > allowed
                    ? Optional.of(CALLERS + " callers that waited for answers at the same time waited "
                            + many / 1_000_000 + " ms, one alone waits " + one / 1_000_000
                            + " ms: they wait for each other")
                    : Optional.empty();
        });
    }

    private static void notEachTime(CheckContext context, Probe probe) throws Exception {
        BreakableStore broken = context.breakable(Fault.DELAY_ANSWERS);
        String key = context.key();
        context.added(context.store(), key, bytes("here"));
        Optional<String> wrong = Optional.empty();
        for (int count = 0; count < PROBES; count++) {
            wrong = probe.at(broken, key);
            if (wrong.isEmpty()) {
                return;
            }
        }
        throw new ClauseBroken(Clause.S15, wrong.orElse(""));
    }

    private static long waiting(CheckContext context, BreakableStore broken, String key, int callers) throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            tasks.add(() -> tryToRead(broken.store(), key));
        }
        broken.connection().inject(Fault.DELAY_ANSWERS);
        try {
            long started = System.nanoTime();
            ParallelRun.all(tasks);
            return System.nanoTime() - started;
        } finally {
            broken.connection().mend();
            OutageRecovery.await(context, broken.store());
        }
    }

    private static void tryToRead(CasKeyValueStore store, String key) {
        try {
            store.get(key);
        } catch (StoreException e) {
            // As it must be: no answer came.
        }
    }

    /** Lets more virtual threads wait than there are carriers, and looks whether another one still runs. */
    static void noCarrierPinned(CheckContext context) throws Exception {
        VirtualThreads threads = VirtualThreads.required();
        notEachTime(context, (broken, key) -> pinned(context, threads, broken, key));
    }

    private static Optional<String> pinned(
            CheckContext context, VirtualThreads threads, BreakableStore broken, String key) throws Exception {
        int waiting = 4 * Runtime.getRuntime().availableProcessors() + 8;
        CountDownLatch done = new CountDownLatch(waiting);
        AtomicLong longestGap = new AtomicLong();
        broken.connection().inject(Fault.DELAY_ANSWERS);
        long started = System.nanoTime();
        try {
            for (int number = 0; number < waiting; number++) {
                threads.start(() -> {
                    tryToRead(broken.store(), key);
                    done.countDown();
                });
            }
            Thread observer = threads.start(() -> measureGaps(done, longestGap, started));
            done.await();
            observer.join();
        } finally {
            broken.connection().mend();
            OutageRecovery.await(context, broken.store());
        }
        long took = System.nanoTime() - started;
        long gap = longestGap.get();
        context.figure("longest pause of others ms", gap / 1_000_000);
        context.figure("waited ms", took / 1_000_000);
        return took > SLACK.toNanos() / 5 && gap > Math.max(took / 2, SLACK.toNanos() / 10)
                ? Optional.of("while " + waiting + " virtual threads waited for answers, for " + took / 1_000_000
                        + " ms, no other virtual thread ran for " + gap / 1_000_000 + " ms: the carriers are pinned")
                : Optional.empty();
    }

    private static void measureGaps(CountDownLatch done, AtomicLong longestGap, long started) {
        long last = started;
        while (done.getCount() > 0) {
            long now = System.nanoTime();
            longestGap.accumulateAndGet(now - last, Math::max);
            last = now;
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        longestGap.accumulateAndGet(System.nanoTime() - last, Math::max);
    }
}
