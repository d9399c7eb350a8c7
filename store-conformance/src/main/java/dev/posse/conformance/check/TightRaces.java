package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.conformance.report.ValueText;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Races for stores that are so quick that two calls hardly ever meet: the threads stay close together and never wait for each
 * other, so that one which loses its processor in the midst of a call is overtaken by the others at that very key.
 */
final class TightRaces {

    private static final int BUSY = 4;
    /** Each time one of them wakes up it takes the processor from another one, wherever that is in its call. */
    private static final int WAKING = 16;

    private static final int CALLS_AWAKE = 3;
    private static final long ASLEEP_NANOS = 20_000;
    private static final Duration TIME = Duration.ofMillis(2_500);
    /** The counter of a quick store falls back once in some million calls. */
    private static final Duration LONG_TIME = Duration.ofSeconds(25);
    /** Whoever asks another process has a window in which the other checks meet him, too. */
    private static final Duration SHORT_TIME = Duration.ofMillis(600);

    private static final long QUICK_NANOS = 20_000;
    /** Some seconds on an idle machine. */
    private static final int MOST_SWAPS = 10_000_000;

    private static final int MOST_KEYS = 400_000;
    private static final int PERIOD = 16;
    private static final int[] LENGTHS = {StoreLimits.MAX_VALUE_BYTES, 255_000, 1_000, 190_000, 160_000, 70_000, 33_000
    };
    private static final int KEPT = 60_000;
    /** So far behind a thread still takes each key; farther behind it goes where the others are. */
    private static final int CLOSE = 3;

    private TightRaces() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S2,
                        "of adds that race for key after key, one is answered with added",
                        context -> adds(context, context.clients())),
                required(
                        Clause.S4,
                        "swaps that race for one key lose no increment, and no version has two winners",
                        context -> swaps(context, context.clients())),
                required(
                        Clause.S4, "values of all sizes are read whole while they are written over", TightRaces::whole),
                required(
                        Clause.S4,
                        "clients that share no class, as of two processes, race for adds and swaps",
                        TightRaces::isolated),
                required(
                        Clause.S5,
                        "threads that swap keys of their own at once never get a version twice",
                        TightRaces::versions));
    }

    /** What each of the threads does until the time is up, or one of them has found what there is to be found. */
    private interface Racer {
        void race(CasKeyValueStore store, int thread, BooleanSupplier goesOn) throws Exception;
    }

    private static void isolated(CheckContext context) throws Exception {
        CasKeyValueStore isolated = context.stores()
                .isolated()
                .orElseThrow(() -> new NotApplicable("all clients share their classes: override isolatedClient()"));
        try (CasKeyValueStore other = context.patient(isolated)) {
            List<CasKeyValueStore> clients = List.of(context.store(), other);
            adds(context, clients);
            swaps(context, clients);
        }
    }

    private static void race(CheckContext context, List<CasKeyValueStore> clients, Duration time, Racer racer)
            throws Exception {
        boolean quick = context.callNanos() < QUICK_NANOS;
        long end = System.nanoTime()
                + context.size().patience(quick ? time : SHORT_TIME).toNanos();
        AtomicBoolean over = new AtomicBoolean();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < BUSY + WAKING; number++) {
            CasKeyValueStore store = clients.get(number % clients.size());
            int thread = number;
            BooleanSupplier goesOn = () -> !over.get() && System.nanoTime() < end;
            tasks.add(() -> {
                boolean done = false;
                try {
                    racer.race(store, thread, thread < BUSY ? goesOn : waking(goesOn));
                    done = true;
                } finally {
                    if (!done) {
                        over.set(true);
                    }
                }
            });
        }
        ParallelRun.all(tasks);
    }

    private static BooleanSupplier waking(BooleanSupplier goesOn) {
        int[] calls = {0};
        return () -> {
            if (++calls[0] % CALLS_AWAKE == 0) {
                LockSupport.parkNanos(ASLEEP_NANOS);
            }
            return goesOn.getAsBoolean();
        };
    }

    private static void adds(CheckContext context, List<CasKeyValueStore> clients) throws Exception {
        String begin = context.key() + "/";
        AtomicInteger front = new AtomicInteger();
        AtomicIntegerArray winners = new AtomicIntegerArray(MOST_KEYS + 1);
        race(context, clients, TIME, (store, thread, goesOn) -> {
            int own = 0;
            int won = -1;
            while (own < MOST_KEYS && goesOn.getAsBoolean()) {
                int farthest = front.get();
                own = farthest - own > CLOSE ? farthest : own + 1;
                front.accumulateAndGet(own, Math::max);
                if (store.add(begin + own, bytes("by " + thread)) instanceof AddResult.Added) {
                    if (winners.incrementAndGet(own) > 1) {
                        throw new ClauseBroken(
                                Clause.S2,
                                "two threads added " + begin + own + " at once, and both were answered with"
                                        + " added");
                    }
                    if (won >= 0) {
                        context.reads(store, begin + won, bytes("by " + thread), Clause.S2);
                    }
                    won = own;
                }
            }
        });
        context.figure("races", front.get());
    }

    private static void swaps(CheckContext context, List<CasKeyValueStore> clients) throws Exception {
        String key = context.key();
        context.added(context.store(), key, bytes("0 at first"));
        Map<Version, Integer> winners = new ConcurrentHashMap<>();
        AtomicLong won = new AtomicLong();
        race(context, clients, TIME, (store, thread, goesOn) -> {
            while (goesOn.getAsBoolean() && won.get() < MOST_KEYS) {
                Entry read = context.present(store, key);
                // Nobody else writes the same bytes: after doubt they tell whose write it was.
                byte[] next = bytes(count(read) + 1 + " by " + thread + "." + won.get());
                if (store.swap(key, next, read.version()) instanceof SwapResult.Swapped) {
                    won.incrementAndGet();
                    if (winners.put(read.version(), thread) != null) {
                        throw new ClauseBroken(
                                Clause.S4,
                                "two threads swapped " + key + " from version " + read.version() + " at once, and both"
                                        + " were answered with swapped");
                    }
                }
            }
        });
        long counted = count(context.present(context.store(), key));
        if (counted != won.get()) {
            throw new ClauseBroken(
                    Clause.S4,
                    won + " increments of " + key + " were acknowledged, and it was counted up " + counted + " times");
        }
        context.figure("increments", won);
    }

    private static long count(Entry entry) {
        String text = new String(entry.value(), StandardCharsets.UTF_8);
        try {
            return Long.parseLong(text.substring(0, Math.max(0, text.indexOf(' '))));
        } catch (NumberFormatException e) {
            throw new ClauseBroken(
                    Clause.S4, "a counter was read as " + ValueText.of(entry.value()) + ", which nobody wrote", e);
        }
    }

    /** The first threads write one key, the others read it; each value repeats its first bytes to its end. */
    private static void whole(CheckContext context) throws Exception {
        String key = context.key();
        context.added(context.store(), key, repeating(0));
        AtomicInteger reads = new AtomicInteger();
        race(context, context.clients(), TIME, (store, thread, goesOn) -> {
            Version known = context.present(store, key).version();
            for (int round = 1; goesOn.getAsBoolean(); round++) {
                boolean writes = thread % 3 == 0
                        && store.swap(key, repeating(100 * round + thread), known) instanceof SwapResult.Swapped;
                Entry read = round % 4 == 0
                        ? store.getAll(List.of(key)).getOrDefault(key, context.present(store, key))
                        : context.present(store, key);
                known = read.version();
                byte[] value = read.value();
                if (Arrays.mismatch(value, 0, value.length - PERIOD, value, PERIOD, value.length) >= 0) {
                    throw new ClauseBroken(
                            Clause.S4,
                            "a value of " + value.length
                                    + " bytes was read that nobody wrote: it begins as one and goes"
                                    + " on as another one" + (writes ? ", by who has just written the key" : ""));
                }
                reads.incrementAndGet();
            }
        });
        context.figure("reads", reads);
    }

    private static byte[] repeating(int number) {
        int length = LENGTHS[number % LENGTHS.length];
        byte[] value = new byte[length];
        byte[] first = String.format("%0" + PERIOD + "d", number).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(first, 0, value, 0, PERIOD);
        for (int done = PERIOD; done < length; done *= 2) {
            System.arraycopy(value, 0, value, done, Math.min(done, length - done));
        }
        return value;
    }

    /** Each on a key of its own: a counter that falls back gives its threads what they had before. */
    private static void versions(CheckContext context) throws Exception {
        AtomicInteger swaps = new AtomicInteger();
        race(context, context.clients(), LONG_TIME, (store, thread, goesOn) -> {
            while (goesOn.getAsBoolean() && swaps.get() < MOST_SWAPS) {
                swaps.addAndGet(ownKey(context, store, goesOn));
            }
        });
        context.figure("swaps", swaps);
    }

    private static int ownKey(CheckContext context, CasKeyValueStore store, BooleanSupplier goesOn) {
        String key = context.key();
        Set<Version> seen = new HashSet<>();
        Version version = context.added(store, key, bytes("0"));
        while (seen.size() < KEPT && goesOn.getAsBoolean()) {
            if (!seen.add(version)) {
                throw new ClauseBroken(
                        Clause.S5,
                        "version " + version + " of " + key
                                + " was given to two writes, while other threads wrote other" + " keys");
            }
            version = context.swapped(store, key, bytes("same bytes"), version);
        }
        return seen.size();
    }
}
