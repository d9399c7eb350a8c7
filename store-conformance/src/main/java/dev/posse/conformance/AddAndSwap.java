package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.required;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;

/** Every result of add and swap on absent, present, swapped and re-swapped keys. */
final class AddAndSwap {

    private AddAndSwap() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S2, "add writes an absent key, and get finds what was acknowledged", AddAndSwap::adds),
                required(Clause.S2, "add of a present key changes nothing", AddAndSwap::addOfPresent),
                required(Clause.S3, "swap from the current version writes", AddAndSwap::swaps),
                required(Clause.S3, "swap from another version changes nothing", AddAndSwap::swapFromOther),
                required(Clause.S3, "swap of an absent key is missing and creates nothing", AddAndSwap::swapOfAbsent),
                required(
                        Clause.S6,
                        "with no other writer, one of ten tries from a fresh read succeeds",
                        AddAndSwap::progress),
                required(Clause.S18, "every acknowledged write is there, one by one", AddAndSwap::everyWriteIsThere));
    }

    private static void adds(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        if (store.get(key).isPresent()) {
            throw new ClauseBroken(Clause.S1, "get of " + key + ", which nobody wrote, found something");
        }
        Version version = bench.added(store, key, bytes("first"));
        Entry found = bench.reads(store, key, bytes("first"), Clause.S1);
        if (!found.version().equals(version)) {
            // S6 lets a version change by itself; not every time, as an answer that names another one would.
            int other = 0;
            for (int round = 0; round < Bench.TRIES; round++) {
                String next = bench.key();
                Version answered = bench.added(store, next, bytes("first"));
                other += bench.present(store, next).version().equals(answered) ? 0 : 1;
            }
            if (other == Bench.TRIES) {
                throw new ClauseBroken(
                        Clause.S5, "add answers with a version that get never shows, such as " + version);
            }
        }
    }

    private static void addOfPresent(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        Version version = bench.added(store, key, bytes("first"));
        refusesAdd(bench, store, key, "first");
        version = bench.swapped(store, key, bytes("swapped"), version);
        refusesAdd(bench, store, key, "swapped");
        bench.swapped(store, key, bytes("first"), version);
        refusesAdd(bench, store, key, "first");
        String empty = bench.key();
        bench.added(store, empty, new byte[0]);
        refusesAdd(bench, store, empty, "");
    }

    private static void refusesAdd(Bench bench, CasKeyValueStore store, String key, String stands) {
        AddResult again = store.add(key, bytes("second"));
        if (again instanceof AddResult.Added) {
            throw new ClauseBroken(Clause.S2, "add of the present key " + key + " was answered with " + again);
        }
        bench.reads(store, key, bytes(stands), Clause.S2);
    }

    private static void swaps(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        Version version = bench.added(store, key, bytes("0"));
        for (int round = 1; round <= 50; round++) {
            // In turn from the version that was answered and from the one that is read: both must do.
            Version from = round % 2 == 0 ? version : bench.present(store, key).version();
            version = bench.swapped(store, key, bytes(String.valueOf(round)), from);
            bench.reads(store, key, bytes(String.valueOf(round)), Clause.S1);
        }
    }

    private static void swapFromOther(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        String neighbour = bench.key();
        Version first = bench.added(store, key, bytes("first"));
        Version second = bench.swapped(store, key, bytes("second"), first);
        Version others = bench.added(store, neighbour, bytes("first"));
        refusesSwap(bench, store, key, first, "second");
        refusesSwap(bench, store, key, new Version("never-given"), "second");
        refusesSwap(bench, store, key, new Version("0"), "second");
        refusesSwap(bench, store, key, new Version("~".repeat(64)), "second");
        if (!others.equals(second)) {
            refusesSwap(bench, store, key, others, "second");
        }
        bench.swapped(store, key, bytes("first"), second);
        refusesSwap(bench, store, key, first, "first");
        refusesSwap(bench, store, key, second, "first");
    }

    private static void refusesSwap(Bench bench, CasKeyValueStore store, String key, Version from, String stands) {
        SwapResult result = store.swap(key, bytes("must not be written"), from);
        if (!(result instanceof SwapResult.Conflict)) {
            throw new ClauseBroken(
                    Clause.S3,
                    "swap of " + key + " from version " + from + ", which it does not have, was answered with "
                            + result);
        }
        bench.reads(store, key, bytes(stands), Clause.S3);
    }

    private static void swapOfAbsent(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        Version some = bench.added(store, bench.key(), bytes("other"));
        for (Version from : List.of(some, new Version("0"), new Version("never-given"))) {
            String key = bench.key();
            SwapResult result = store.swap(key, bytes("created"), from);
            if (!(result instanceof SwapResult.Missing)) {
                throw new ClauseBroken(Clause.S3, "swap of the absent key " + key + " was answered with " + result);
            }
            if (store.get(key).isPresent()) {
                throw new ClauseBroken(Clause.S3, "swap created the absent key " + key);
            }
            bench.added(store, key, bytes("added after all"));
        }
    }

    private static void progress(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        int rounds = bench.size().rounds(500);
        for (int number = 0; number < 4; number++) {
            String key = bench.key();
            Version version = bench.added(store, key, bytes("0"));
            for (int round = 1; round <= rounds; round++) {
                version = bench.swapped(store, key, bytes(String.valueOf(round)), version);
            }
        }
        bench.figure("swaps", 4 * rounds);
        bench.count("spurious refusals", 0);
    }

    private static void everyWriteIsThere(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        int rounds = bench.size().rounds(1000);
        for (int round = 0; round < rounds; round++) {
            String key = bench.key();
            Version version = bench.added(store, key, bytes("a" + round));
            bench.reads(store, key, bytes("a" + round), Clause.S18);
            bench.swapped(store, key, bytes("b" + round), version);
            bench.reads(store, key, bytes("b" + round), Clause.S18);
            bench.remember(key, bytes("b" + round));
        }
        bench.figure("writes", 2 * rounds);
    }
}
