package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What callers do to each other while the database keeps them waiting (S15). */
final class LocksAndCarriers {

    private static final int CALLERS = 32;
    private static final Duration SLACK = Duration.ofMillis(500);

    private LocksAndCarriers() {}

    /**
     * Lets many wait at once. Behind a lock they would wait one after the other, for many time-outs on end; a pool of a few
     * connections is no lock.
     */
    static void noLockAcrossIo(Bench bench) throws Exception {
        BreakableStore broken = bench.breakable(Fault.DELAY_ANSWERS);
        CasKeyValueStore store = broken.store();
        String key = bench.key();
        bench.added(store, key, bytes("here"));
        long one = waiting(bench, broken, key, 1);
        long many = waiting(bench, broken, key, CALLERS);
        bench.figure("one caller waits ms", one / 1_000_000);
        bench.figure(CALLERS + " callers wait ms", many / 1_000_000);
        long allowed = Math.max(8 * one, Duration.ofMillis(100).toNanos()) + SLACK.toNanos();
        if (one > Duration.ofMillis(20).toNanos() && many > allowed) {
            throw new ClauseBroken(
                    Clause.S15,
                    CALLERS + " callers that waited for answers at the same time waited " + many / 1_000_000
                            + " ms, one alone waits " + one / 1_000_000 + " ms: they wait for each other");
        }
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
        BreakableStore broken = bench.breakable(Fault.DELAY_ANSWERS);
        String key = bench.key();
        bench.added(broken.store(), key, bytes("here"));
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
        bench.figure("longest pause of others ms", longestGap.get() / 1_000_000);
        bench.figure("waited ms", took / 1_000_000);
        if (took > SLACK.toNanos() / 5 && longestGap.get() > Math.max(took / 2, SLACK.toNanos() / 10)) {
            throw new ClauseBroken(
                    Clause.S15,
                    "while " + waiting + " virtual threads waited for answers, for " + took / 1_000_000
                            + " ms, no other virtual thread ran for " + longestGap.get() / 1_000_000
                            + " ms: the carriers are pinned");
        }
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
