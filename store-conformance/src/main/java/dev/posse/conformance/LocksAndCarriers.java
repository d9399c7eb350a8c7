package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What callers do to each other while the database keeps them waiting (S15). */
final class LocksAndCarriers {

    private static final int CALLERS = 32;
    private static final Duration SLACK = Duration.ofMillis(500);

    /** A lock shows each time; a machine that is busy with other things does not stop the same threads so often. */
    private static final int LOOKS = 3;

    /** Looks once; says what is wrong, or nothing. */
    private interface Look {
        Optional<String> at(BreakableStore broken, String key) throws Exception;
    }

    private LocksAndCarriers() {}

    /**
     * Lets many wait at once. Behind a lock they would wait one after the other, for many time-outs on end; a pool of a few
     * connections is no lock.
     */
    static void noLockAcrossIo(Bench bench) throws Exception {
        notEachTime(bench, (broken, key) -> {
            long one = waiting(bench, broken, key, 1);
            long many = waiting(bench, broken, key, CALLERS);
            bench.figure("one caller waits ms", one / 1_000_000);
            bench.figure(CALLERS + " callers wait ms", many / 1_000_000);
            long allowed = Math.max(8 * one, Duration.ofMillis(100).toNanos()) + SLACK.toNanos();
            return one > Duration.ofMillis(20).toNanos() && many > allowed
                    ? Optional.of(CALLERS + " callers that waited for answers at the same time waited "
                            + many / 1_000_000 + " ms, one alone waits " + one / 1_000_000
                            + " ms: they wait for each other")
                    : Optional.empty();
        });
    }

    private static void notEachTime(Bench bench, Look look) throws Exception {
        BreakableStore broken = bench.breakable(Fault.DELAY_ANSWERS);
        String key = bench.key();
        bench.added(bench.store(), key, bytes("here"));
        Optional<String> wrong = Optional.empty();
        for (int count = 0; count < LOOKS; count++) {
            wrong = look.at(broken, key);
            if (wrong.isEmpty()) {
                return;
            }
        }
        throw new ClauseBroken(Clause.S15, wrong.orElse(""));
    }

    private static long waiting(Bench bench, BreakableStore broken, String key, int callers) throws Exception {
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            jobs.add(() -> tryToRead(broken.store(), key));
        }
        broken.connection().inject(Fault.DELAY_ANSWERS);
        try {
            long started = System.nanoTime();
            Crew.together(jobs);
            return System.nanoTime() - started;
        } finally {
            broken.connection().mend();
            Mending.await(bench, broken.store());
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
    static void noCarrierPinned(Bench bench) throws Exception {
        VirtualThreads threads = VirtualThreads.required();
        notEachTime(bench, (broken, key) -> pinned(bench, threads, broken, key));
    }

    private static Optional<String> pinned(Bench bench, VirtualThreads threads, BreakableStore broken, String key)
            throws Exception {
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
            Thread heart = threads.start(() -> beat(done, longestGap, started));
            done.await();
            heart.join();
        } finally {
            broken.connection().mend();
            Mending.await(bench, broken.store());
        }
        long took = System.nanoTime() - started;
        long gap = longestGap.get();
        bench.figure("longest pause of others ms", gap / 1_000_000);
        bench.figure("waited ms", took / 1_000_000);
        return took > SLACK.toNanos() / 5 && gap > Math.max(took / 2, SLACK.toNanos() / 10)
                ? Optional.of("while " + waiting + " virtual threads waited for answers, for " + took / 1_000_000
                        + " ms, no other virtual thread ran for " + gap / 1_000_000 + " ms: the carriers are pinned")
                : Optional.empty();
    }

    private static void beat(CountDownLatch done, AtomicLong longestGap, long started) {
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
