package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.required;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;

/** Every result of every operation, seen by one caller. */
final class OneThread {

    private OneThread() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S2, "add writes an absent key, and get finds it", OneThread::addWrites),
                required(Clause.S2, "add of a present key changes nothing", OneThread::addOfPresent),
                required(Clause.S3, "swap of an absent key is missing and creates nothing", OneThread::swapOfAbsent));
    }

    private static void addWrites(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        if (store.get(key).isPresent()) {
            throw new ClauseBroken(Clause.S1, "get of " + key + ", which nobody wrote, found something");
        }
        bench.added(store, key, bytes("first"));
        bench.reads(store, key, bytes("first"), Clause.S12);
    }

    private static void addOfPresent(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        String key = bench.key();
        bench.added(store, key, bytes("first"));
        AddResult again = store.add(key, bytes("second"));
        if (again instanceof AddResult.Added) {
            throw new ClauseBroken(Clause.S2, "add of the present key " + key + " was answered with " + again);
        }
        bench.reads(store, key, bytes("first"), Clause.S2);
    }

    private static void swapOfAbsent(Bench bench) throws Exception {
        CasKeyValueStore store = bench.store();
        Version some = bench.added(store, bench.key(), bytes("other"));
        String key = bench.key();
        SwapResult result = store.swap(key, bytes("created"), some);
        if (!(result instanceof SwapResult.Missing)) {
            throw new ClauseBroken(Clause.S3, "swap of the absent key " + key + " was answered with " + result);
        }
        if (store.get(key).isPresent()) {
            throw new ClauseBroken(Clause.S3, "swap created the absent key " + key);
        }
    }
}
