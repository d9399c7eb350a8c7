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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** More keys and more bytes than a map, a page, a batch or a cache holds (S11, S14, S18). */
final class ManyKeysChecks {

    /** Beyond the usual bound of ten thousand, where the store makes so many in the time that it gets at most. */
    private static final int ENOUGH = 12_000;

    /** Among so many keys some would meet in any hash of 32 bits. */
    private static final int MOST = 300_000;

    private static final Duration FOR_ENOUGH = Duration.ofSeconds(6);
    private static final Duration FOR_MOST = Duration.ofSeconds(4);
    private static final long QUICK_NANOS = 150_000;
    private static final int THREADS = 24;
    private static final int AT_ONCE = 1000;
    private static final int LARGE = 96;
    private static final int SAMPLE = 100;
    private static final int SAMPLES = 4;

    private ManyKeysChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S11, "keys that meet in a hash of 32 bits are told apart", ManyKeysChecks::colliding),
                required(
                        Clause.S18,
                        "more than ten thousand keys are all there, and getAll finds them in one call",
                        ManyKeysChecks::thousands),
                required(Clause.S14, "getAll takes many large values", ManyKeysChecks::large));
    }

    /** Each hash has keys of its own: a key of two pairs would be there already. And each is looked for between calls, which go on. */
    private static void colliding(CheckContext context) throws Exception {
        int pairs = 0;
        for (String hash : HashCollisions.names()) {
            Optional<HashCollisions.Pair> pair = HashCollisions.beginning(context.key() + "/", hash);
            if (pair.isPresent()) {
                requireApart(context, hash, pair.get());
                pairs++;
            }
        }
        context.figure("pairs", pairs);
    }

    private static void requireApart(CheckContext context, String hash, HashCollisions.Pair pair) throws Exception {
        CasKeyValueStore store = context.store();
        try {
            context.added(store, pair.one(), bytes("of " + pair.one()));
            context.swapped(store, pair.other(), bytes("2"), context.added(store, pair.other(), bytes("1")));
            context.reads(store, pair.one(), bytes("of " + pair.one()), Clause.S11);
            context.reads(store, pair.other(), bytes("2"), Clause.S11);
        } catch (ClauseBroken e) {
            throw new ClauseBroken(
                    Clause.S11,
                    pair.one() + " and " + pair.other() + " are taken for one key (they meet in " + hash + "): "
                            + e.getMessage(),
                    e);
        }
    }

    private static void thousands(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String begin = context.key() + "/";
        int present = write(context, store, begin);
        context.figure("keys", present);
        int together = inOneCall(context, store, begin, present);
        int atOnce = Math.min(together, AT_ONCE);
        AtomicInteger next = new AtomicInteger();
        ParallelRun.all(Collections.nCopies(THREADS, () -> {
            for (int from = next.getAndAdd(atOnce); from < present; from = next.getAndAdd(atOnce)) {
                requireThere(store, begin, from, Math.min(present, from + atOnce));
            }
        }));
        List<String> asked = keys(begin, 0, together);
        // Absent ones as well: whoever counts what is asked, and whoever counts what is found, meets his bound.
        for (int absent = 0; absent < together / 10; absent++) {
            asked.add(begin + "absent/" + absent);
        }
        Map<String, Entry> found = store.getAll(asked);
        context.figure("keys in one call", asked.size());
        found.keySet().stream()
                .filter(key -> key.startsWith(begin + "absent/"))
                .findFirst()
                .ifPresent(key -> {
                    throw new ClauseBroken(
                            Clause.S11, "getAll found " + key + ", which nobody wrote: it is taken for another key");
                });
        if (found.size() != together) {
            throw new ClauseBroken(
                    Clause.S14,
                    "getAll of " + asked.size() + " keys found " + found.size() + "; " + together
                            + " of them are present, and smaller calls found them all");
        }
    }

    /** Adds from many threads; returns how many keys there are. */
    private static int write(CheckContext context, CasKeyValueStore store, String begin) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long started = System.nanoTime();
        // Only a quick store comes to so many that it says something.
        boolean quick = context.callNanos() < QUICK_NANOS;
        long first = quick ? context.size().time(FOR_MOST).toNanos() : 0;
        long last = context.size().patience(FOR_ENOUGH).toNanos();
        List<Task> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                long took = 0;
                while (next.get() < MOST && (took < first || (took < last && next.get() < ENOUGH))) {
                    int number = next.getAndIncrement();
                    AddResult result = store.add(key(begin, number), bytes("value " + number));
                    if (!(result instanceof AddResult.Added)) {
                        throw new ClauseBroken(
                                Clause.S11,
                                "the fresh key " + key(begin, number)
                                        + " is taken for another one: its add was answered" + " with " + result);
                    }
                    took = System.nanoTime() - started;
                }
            });
        }
        ParallelRun.all(tasks);
        return next.get();
    }

    private static List<String> keys(String begin, int from, int to) {
        List<String> keys = new ArrayList<>();
        for (int number = from; number < to; number++) {
            keys.add(key(begin, number));
        }
        return keys;
    }

    /** Numbers in a row are what many a hash keeps apart. */
    private static String key(String begin, int number) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        return begin + Long.toString(mixed >>> 34, 36) + "." + number;
    }

    private static void requireThere(CasKeyValueStore store, String begin, int from, int to) {
        Map<String, Entry> found = store.getAll(keys(begin, from, to));
        for (int number = from; number < to; number++) {
            String key = key(begin, number);
            Entry entry = found.get(key);
            Entry alone = entry == null ? store.get(key).orElse(null) : entry;
            if (alone == null) {
                throw new ClauseBroken(
                        Clause.S18, "key " + number + " of so many was acknowledged and is gone: " + key);
            }
            if (entry == null) {
                throw new ClauseBroken(
                        Clause.S14, "getAll of " + (to - from) + " keys left out " + key + ", which get finds");
            }
            if (!Arrays.equals(entry.value(), bytes("value " + number))) {
                throw new ClauseBroken(
                        Clause.S11, "get of " + key + " gave the value of another key: " + ValueText.of(entry.value()));
            }
        }
    }

    /** As many as are there, unless the store reads them one by one and would take too long. */
    private static int inOneCall(CheckContext context, CasKeyValueStore store, String begin, int present) {
        int sample = Math.min(present, SAMPLE);
        long each = Long.MAX_VALUE;
        // The quickest of some: a machine that is busy for a moment says nothing of the store.
        long end = System.nanoTime() + context.size().patience().toNanos();
        for (int number = 0; number == 0 || (number < SAMPLES && System.nanoTime() < end); number++) {
            long started = System.nanoTime();
            store.getAll(keys(begin, 0, sample));
            each = Math.min(each, Math.max(1, (System.nanoTime() - started) / sample));
        }
        return (int)
                Math.min(present, Math.max(sample, context.size().patience().toNanos() / each));
    }

    private static void large(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        byte[] value = new byte[StoreLimits.MAX_VALUE_BYTES];
        context.random().nextBytes(value);
        Map<String, Integer> written = new LinkedHashMap<>();
        Rounds rounds = context.allRounds(LARGE, 8);
        while (rounds.next()) {
            String key = context.key();
            value[rounds.number()] ^= 1;
            context.added(store, key, value);
            written.put(key, Arrays.hashCode(value));
        }
        Map<String, Entry> found = store.getAll(written.keySet());
        written.forEach((key, hash) -> {
            Entry entry = found.get(key);
            if (entry == null && store.get(key).isEmpty()) {
                throw new ClauseBroken(
                        Clause.S18,
                        "one of " + written.size() + " values of " + value.length + " bytes was acknowledged and is"
                                + " gone: " + key);
            }
            if (entry == null || Arrays.hashCode(entry.value()) != hash) {
                throw new ClauseBroken(
                        Clause.S14,
                        "getAll of " + written.size() + " values of " + value.length + " bytes answered "
                                + (entry == null ? "nothing" : ValueText.of(entry.value())) + " for " + key
                                + ", which is present");
            }
        });
        context.figure("MiB in one call", (written.size() * (long) value.length) >> 20);
    }
}
