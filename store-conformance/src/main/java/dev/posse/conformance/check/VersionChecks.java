package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** That a version never comes back (S5), whatever the value does. */
final class VersionChecks {

    private VersionChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S5,
                        "a version does not come back when the value does (A→B→A)",
                        context -> turns(context, 2)),
                required(
                        Clause.S5,
                        "a version does not stay when equal bytes are written",
                        context -> turns(context, 1)),
                required(
                        Clause.S5,
                        "thousands of swaps repeat no version, and no spent one is accepted",
                        VersionChecks::thousands),
                required(
                        Clause.S5,
                        "no version comes back after more swaps than 15 or 16 bits can count",
                        VersionCount::run));
    }

    /** Writes the same values in turn. */
    private static void turns(CheckContext context, int values) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        List<Version> spent = new ArrayList<>();
        Version current = context.added(store, key, bytes("value 0"));
        Rounds rounds = context.allRounds(20, 4);
        while (rounds.next()) {
            int round = rounds.number();
            spent.add(current);
            byte[] value = bytes("value " + round % values);
            current = context.swapped(store, key, value, current);
            requireNew(key, current, spent);
            for (Version old : spent) {
                refuses(context, store, key, old, value);
            }
        }
    }

    private static void thousands(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Rounds rounds = context.rounds(2000, 20);
        String key = context.key();
        List<Version> spent = new ArrayList<>();
        Set<Version> seen = new HashSet<>();
        Version current = context.added(store, key, bytes("0"));
        while (rounds.next()) {
            int round = rounds.number();
            spent.add(current);
            seen.add(current);
            byte[] value = bytes(String.valueOf(round % 3));
            current = context.swapped(store, key, value, current);
            requireNew(key, current, seen);
            if (round % 10 == 0) {
                refuses(context, store, key, spent.get(context.random().nextInt(spent.size())), value);
            }
        }
        context.figure("swaps", rounds.number());
    }

    private static void requireNew(String key, Version current, java.util.Collection<Version> spent) {
        if (spent.contains(current)) {
            throw new ClauseBroken(Clause.S5, "version " + current + " of " + key + " was given a second time");
        }
    }

    private static void refuses(
            CheckContext context, CasKeyValueStore store, String key, Version spent, byte[] stands) {
        // Also to the bytes that stand there: whoever finds his wish fulfilled has still not fulfilled it.
        for (byte[] value : List.of(bytes("must not be written"), stands)) {
            SwapResult result = context.refusing(store).swap(key, value, spent);
            if (!(result instanceof SwapResult.Conflict)) {
                throw new ClauseBroken(
                        Clause.S5,
                        "swap of " + key + " from the spent version " + spent + " was answered with " + result);
            }
            context.reads(store, key, stands, Clause.S5);
        }
    }
}
