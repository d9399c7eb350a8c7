package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many swaps that a version which is kept in too few bits comes back (S5). A count of its own for each key is followed on one
 * key, where the store is quick enough for that; a count of all writes on many keys at once.
 */
final class VersionCount {

    /** A little more than 15 and 16 bits hold; beyond that random ones of 32 bits begin to meet. */
    private static final List<Integer> MARKS = List.of(33_500, 66_500, 300_000);

    /** How long it may take to come to each mark, judged by the first swaps. */
    private static final List<Duration> ALLOWED =
            List.of(Duration.ofSeconds(20), Duration.ofSeconds(7), Duration.ofSeconds(3));

    private static final int FIRST = 200;
    private static final int THREADS = 24;
    private static final Duration MANY_KEYS = Duration.ofSeconds(3);

    private VersionCount() {}

    static void run(CheckContext context) throws Exception {
        OneKey one = new OneKey(context, context.store());
        long started = System.nanoTime();
        Rounds rounds = context.allRounds(FIRST / 10, 2);
        while (rounds.next()) {
            one.swap(10);
        }
        for (int mark = 0; mark < MARKS.size(); mark++) {
            long each = (System.nanoTime() - started) / one.swaps;
            long allowed = context.size().time(ALLOWED.get(mark)).toNanos();
            if (each * MARKS.get(mark) > Math.max(allowed, Duration.ofSeconds(1).toNanos())) {
                break;
            }
            one.swap(MARKS.get(mark) - one.swaps);
        }
        context.figure("swaps of one key", one.swaps);
        if (one.swaps < MARKS.get(0)) {
            manyKeys(context);
        }
    }

    /** A key that one thread swaps, with all the versions that it has had. */
    private static final class OneKey {
        private final CheckContext context;
        private final CasKeyValueStore store;
        private final String key;
        private final Set<Version> seen = new HashSet<>();
        private Version version;
        private int swaps;

        OneKey(CheckContext context, CasKeyValueStore store) {
            this.context = context;
            this.store = store;
            this.key = context.key();
            this.version = context.added(store, key, bytes("0"));
            seen.add(version);
        }

        void swap(int more) {
            for (int done = 0; done < more; done++) {
                Version before = version;
                version = context.swapped(store, key, bytes("same bytes"), version);
                swaps++;
                if (!seen.add(version)) {
                    throw new ClauseBroken(
                            Clause.S5,
                            "version " + version + " of " + key + " was given a second time, at its swap number "
                                    + swaps + sentence(before));
                }
            }
        }

        private String sentence(Version before) {
            boolean taken = store.swap(key, bytes("must not be written"), before) instanceof SwapResult.Swapped;
            return taken ? "; and the version before it, which is spent, is accepted" : "";
        }
    }

    private static void manyKeys(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        long end = System.nanoTime() + context.size().time(MANY_KEYS).toNanos();
        AtomicInteger swaps = new AtomicInteger();
        List<Task> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                OneKey own = new OneKey(context, store);
                while (System.nanoTime() < end && swaps.get() < MARKS.get(0)) {
                    own.swap(10);
                    swaps.addAndGet(10);
                }
            });
        }
        ParallelRun.all(tasks);
        context.figure("swaps of " + THREADS + " keys", swaps.get());
    }
}
