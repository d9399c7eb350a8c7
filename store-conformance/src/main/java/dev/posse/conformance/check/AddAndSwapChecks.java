package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
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
        Version version = context.added(store, key, bytes("first"));
        Entry found = context.reads(store, key, bytes("first"), Clause.S1);
        if (!found.version().equals(version)) {
            // S6 lets a version change by itself; not every time, as an answer that names another one would.
            int other = 0;
            for (int round = 0; round < CheckContext.TRIES; round++) {
                String next = context.key();
                Version answered = context.added(store, next, bytes("first"));
                other += context.present(store, next).version().equals(answered) ? 0 : 1;
            }
            if (other == CheckContext.TRIES) {
                throw new ClauseBroken(
                        Clause.S5, "add answers with a version that get never shows, such as " + version);
            }
        }
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
        String empty = context.key();
        context.added(store, empty, new byte[0]);
        refusesAdd(context, store, empty, "");
    }

    private static void refusesAdd(CheckContext context, CasKeyValueStore store, String key, String stands) {
        AddResult again = store.add(key, bytes("second"));
        if (again instanceof AddResult.Added) {
            throw new ClauseBroken(Clause.S2, "add of the present key " + key + " was answered with " + again);
        }
        context.reads(store, key, bytes(stands), Clause.S2);
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
        SwapResult result = store.swap(key, bytes("must not be written"), from);
        if (!(result instanceof SwapResult.Conflict)) {
            throw new ClauseBroken(
                    Clause.S3,
                    "swap of " + key + " from version " + from + ", which it does not have, was answered with "
                            + result);
        }
        context.reads(store, key, bytes(stands), Clause.S3);
    }

    private static void swapOfAbsent(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Version some = context.added(store, context.key(), bytes("other"));
        for (Version from : List.of(some, new Version("0"), new Version("never-given"))) {
            String key = context.key();
            SwapResult result = store.swap(key, bytes("created"), from);
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
        int rounds = context.size().rounds(500);
        for (int number = 0; number < 4; number++) {
            String key = context.key();
            Version version = context.added(store, key, bytes("0"));
            for (int round = 1; round <= rounds; round++) {
                version = context.swapped(store, key, bytes(String.valueOf(round)), version);
            }
        }
        context.figure("swaps", 4 * rounds);
        context.count("spurious refusals", 0);
    }

    private static void everyWriteIsThere(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        int rounds = context.size().rounds(1000);
        for (int round = 0; round < rounds; round++) {
            String key = context.key();
            Version version = context.added(store, key, bytes("a" + round));
            context.reads(store, key, bytes("a" + round), Clause.S18);
            context.swapped(store, key, bytes("b" + round), version);
            context.reads(store, key, bytes("b" + round), Clause.S18);
            context.remember(key, bytes("b" + round));
        }
        context.figure("writes", 2 * rounds);
    }
}
