package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.List;

/** Every result of add and swap on absent, present, swapped and re-swapped keys. */
final class AddAndSwapChecks {

    private AddAndSwapChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S2,
                        "add writes an absent key, and get finds what was acknowledged",
                        AddAndSwapChecks::adds),
                required(Clause.S2, "add of a present key changes nothing", AddAndSwapChecks::addOfPresent),
                required(Clause.S3, "swap from the current version writes", AddAndSwapChecks::swaps),
                required(Clause.S3, "swap from another version changes nothing", AddAndSwapChecks::swapFromOther),
                required(
                        Clause.S3,
                        "swap of an absent key is missing and creates nothing",
                        AddAndSwapChecks::swapOfAbsent),
                required(
                        Clause.S6,
                        "with no other writer, one of ten tries from a fresh read succeeds",
                        AddAndSwapChecks::progress),
                required(
                        Clause.S18,
                        "every acknowledged write is there, one by one",
                        AddAndSwapChecks::everyWriteIsThere));
    }

    private static void adds(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        if (store.get(key).isPresent()) {
            throw new ClauseBroken(Clause.S1, "get of " + key + ", which nobody wrote, found something");
        }
        context.added(store, key, bytes("first"));
        context.reads(store, key, bytes("first"), Clause.S1);
    }

    private static void addOfPresent(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        Version version = context.added(store, key, bytes("first"));
        refusesAdd(context, store, key, "first");
        version = context.swapped(store, key, bytes("swapped"), version);
        refusesAdd(context, store, key, "swapped");
        context.swapped(store, key, bytes("first"), version);
        refusesAdd(context, store, key, "first");
        for (String stands : List.of("", "0", "long ".repeat(2_000))) {
            String other = context.key();
            context.added(store, other, bytes(stands));
            refusesAdd(context, store, other, stands);
        }
    }

    /** Also of the bytes that stand there, or have stood there: who finds them there has not written them. */
    private static void refusesAdd(CheckContext context, CasKeyValueStore store, String key, String stands) {
        for (String value : List.of("second", stands, "first", "swapped")) {
            AddResult again = context.refusing(store).add(key, bytes(value));
            if (again instanceof AddResult.Added) {
                throw new ClauseBroken(
                        Clause.S2,
                        "add of the present key " + key
                                + (value.equals(stands) ? ", with the bytes that stand there," : "")
                                + " was answered with " + again);
            }
            context.reads(store, key, bytes(stands), Clause.S2);
        }
    }

    private static void swaps(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        Version version = context.added(store, key, bytes("0"));
        for (int round = 1; round <= 50; round++) {
            // In turn from the version that was answered and from the one that is read: both must do.
            Version from =
                    round % 2 == 0 ? version : context.present(store, key).version();
            version = context.swapped(store, key, bytes(String.valueOf(round)), from);
            context.reads(store, key, bytes(String.valueOf(round)), Clause.S1);
        }
    }

    private static void swapFromOther(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        String neighbour = context.key();
        Version first = context.added(store, key, bytes("first"));
        Version second = context.swapped(store, key, bytes("second"), first);
        Version others = context.added(store, neighbour, bytes("first"));
        refusesSwap(context, store, key, first, "second");
        refusesSwap(context, store, key, new Version("never-given"), "second");
        refusesSwap(context, store, key, new Version("0"), "second");
        refusesSwap(context, store, key, new Version("~".repeat(64)), "second");
        if (!others.equals(second)) {
            refusesSwap(context, store, key, others, "second");
        }
        context.swapped(store, key, bytes("first"), second);
        refusesSwap(context, store, key, first, "first");
        refusesSwap(context, store, key, second, "first");
    }

    private static void refusesSwap(
            CheckContext context, CasKeyValueStore store, String key, Version from, String stands) {
        for (String value : List.of("must not be written", stands)) {
            SwapResult result = context.refusing(store).swap(key, bytes(value), from);
            if (!(result instanceof SwapResult.Conflict)) {
                throw new ClauseBroken(
                        Clause.S3,
                        "swap of " + key + " from version " + from + ", which it does not have, was answered with "
                                + result);
            }
            context.reads(store, key, bytes(stands), Clause.S3);
        }
    }

    private static void swapOfAbsent(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Version some = context.added(store, context.key(), bytes("other"));
        for (Version from : List.of(some, new Version("0"), new Version("never-given"))) {
            String key = context.key();
            SwapResult result = context.refusing(store).swap(key, bytes("created"), from);
            if (!(result instanceof SwapResult.Missing)) {
                throw new ClauseBroken(Clause.S3, "swap of the absent key " + key + " was answered with " + result);
            }
            if (store.get(key).isPresent()) {
                throw new ClauseBroken(Clause.S3, "swap created the absent key " + key);
            }
            context.added(store, key, bytes("added after all"));
        }
    }

    private static void progress(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Rounds rounds = context.rounds(2000, 20);
        String key = context.key();
        Version version = context.added(store, key, bytes("0"));
        while (rounds.next()) {
            if (rounds.number() % 500 == 0) {
                key = context.key();
                version = context.added(store, key, bytes("0"));
            }
            version = context.swapped(store, key, bytes(String.valueOf(rounds.number())), version);
        }
        context.figure("swaps", rounds.number());
        context.count("spurious refusals", 0);
    }

    private static void everyWriteIsThere(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Rounds rounds = context.rounds(1000, 10);
        while (rounds.next()) {
            int round = rounds.number();
            String key = context.key();
            Version version = context.added(store, key, bytes("a" + round));
            context.reads(store, key, bytes("a" + round), Clause.S18);
            context.swapped(store, key, bytes("b" + round), version);
            context.reads(store, key, bytes("b" + round), Clause.S18);
            context.remember(key, bytes("b" + round));
        }
        context.figure("writes", 2 * rounds.number());
    }
}
