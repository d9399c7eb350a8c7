package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What getAll answers (S14), seen by one caller. */
final class GetAllChecks {

    private GetAllChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S14,
                        "getAll answers present keys as get does, and leaves absent ones out",
                        GetAllChecks::mixed),
                required(Clause.S14, "getAll takes no keys, and keys that repeat", GetAllChecks::noneAndRepeated),
                required(Clause.S14, "getAll takes very many keys", GetAllChecks::many),
                required(Clause.S14, "what getAll answers cannot be changed", GetAllChecks::unmodifiable));
    }

    private static void mixed(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Rounds rounds = context.rounds(20, 1);
        while (rounds.next()) {
            Map<String, String> written = new LinkedHashMap<>();
            List<String> asked = new ArrayList<>();
            int absent = 0;
            for (int number = 0; number < 30; number++) {
                String key = context.key();
                asked.add(key);
                if (context.random().nextInt(3) > 0) {
                    Version version = context.added(store, key, bytes("added " + key));
                    written.put(key, "added " + key);
                    if (context.random().nextBoolean()) {
                        context.swapped(store, key, bytes("swapped " + key), version);
                        written.put(key, "swapped " + key);
                    }
                } else {
                    absent++;
                }
            }
            Collections.shuffle(asked, context.random());
            requireAll(context, store, asked, written);
            context.count("absent keys", absent);
            context.count("present keys", written.size());
        }
    }

    private static void requireAll(
            CheckContext context, CasKeyValueStore store, List<String> asked, Map<String, String> written) {
        Map<String, Entry> found = store.getAll(asked);
        if (!found.keySet().equals(written.keySet())) {
            List<String> dropped = new ArrayList<>(written.keySet());
            dropped.removeAll(found.keySet());
            List<String> made = new ArrayList<>(found.keySet());
            made.removeAll(written.keySet());
            throw new ClauseBroken(
                    Clause.S14,
                    "getAll of " + asked.size() + " keys, " + written.size() + " of them present, found " + found.size()
                            + "; left out: " + first(dropped) + "; absent but answered: " + first(made));
        }
        written.forEach((key, value) -> {
            Entry together = found.get(key);
            Entry alone = context.reads(store, key, bytes(value), Clause.S1);
            if (together == null || !together.sameValue(alone)) {
                throw new ClauseBroken(
                        Clause.S14, "getAll answered " + together + " for " + key + ", get answered " + alone);
            }
            // S6: a version may change by itself between the two reads, so another one is proven good or bad by a swap.
            if (!together.version().equals(alone.version())) {
                context.swapped(store, key, alone.value(), together.version());
            }
        });
    }

    private static String first(List<String> keys) {
        return keys.isEmpty() ? "none" : keys.size() + ", such as " + keys.get(0);
    }

    private static void noneAndRepeated(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        String absent = context.key();
        context.added(store, key, bytes("here"));
        requireAll(context, store, List.of(), Map.of());
        requireAll(context, store, List.of(absent), Map.of());
        requireAll(context, store, List.of(absent, absent), Map.of());
        requireAll(context, store, List.of(key, key, absent, key, absent), Map.of(key, "here"));
    }

    private static void many(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Map<String, String> written = new LinkedHashMap<>();
        List<String> asked = new ArrayList<>();
        // Who reads them one by one has none too many in one call; those that are written are read twice.
        long each = Math.max(1, context.callNanos());
        int keys = (int) Math.min(
                context.size().rounds(5000),
                Math.max(100, context.size().patience().toNanos() / each));
        for (int number = 0; number < keys; number++) {
            String key = context.key();
            asked.add(key);
            if (number % 5 == 0) {
                context.added(store, key, bytes("value of " + key));
                written.put(key, "value of " + key);
            }
        }
        Collections.shuffle(asked, context.random());
        requireAll(context, store, asked, written);
        context.figure("keys in one call", keys);
    }

    private static void unmodifiable(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        context.added(store, key, bytes("here"));
        Map<String, Entry> found = store.getAll(List.of(key));
        try {
            found.clear();
        } catch (UnsupportedOperationException expected) {
            return;
        }
        throw new ClauseBroken(Clause.S14, "the map that getAll answers can be changed");
    }
}
