package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That the version which is answered is the one that is there (S5), and that none which looks like it will do (S3). */
final class AnsweredVersionChecks {

    /** A version that moves by itself (S6) can hit a guess, but not each time. */
    private static final int TIMES = 8;

    private AnsweredVersionChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S5,
                        "the version that a write answers is the one that get and getAll show, and serves a swap",
                        AnsweredVersionChecks::answered),
                required(
                        Clause.S3,
                        "no version that is near the current one is taken for it",
                        AnsweredVersionChecks::near));
    }

    /** Makes a write on a fresh key. */
    private interface Write {
        Optional<Version> on(String key) throws Exception;
    }

    private static void answered(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Map<String, Write> writes = new LinkedHashMap<>();
        writes.put("add", key -> Optional.of(context.added(store, key, bytes("by add"))));
        writes.put("swap", key -> {
            Version added = context.added(store, key, bytes("before"));
            return Optional.of(context.swapped(store, key, bytes("by swap"), added));
        });
        writes.put("chain", key -> {
            TakenChain taken = TakenChain.by(store, store, List.of(new ChainedWrite.Add(key, bytes("by chain"))));
            return taken.ending() instanceof Ending.Complete ? Optional.of(taken.version(0)) : Optional.empty();
        });
        for (Map.Entry<String, Write> write : writes.entrySet()) {
            requireShown(context, store, write.getKey(), write.getValue());
        }
    }

    /** S6 lets a version change by itself; not every time, as an answer that names another one would. */
    private static void requireShown(CheckContext context, CasKeyValueStore store, String kind, Write write)
            throws Exception {
        boolean byGet = false;
        boolean byGetAll = false;
        boolean serves = false;
        List<Version> tried = new ArrayList<>();
        for (int round = 0; round < CheckContext.TRIES && !(byGet && byGetAll && serves); round++) {
            String key = context.key();
            Optional<Version> answered = write.on(key);
            if (answered.isPresent()) {
                Version version = answered.get();
                tried.add(version);
                byGet |= context.present(store, key).version().equals(version);
                byGetAll |= Optional.ofNullable(store.getAll(List.of(key)).get(key))
                        .map(entry -> entry.version().equals(version))
                        .orElse(false);
                serves |= store.swap(key, bytes("next"), version) instanceof SwapResult.Swapped;
            }
        }
        if (!tried.isEmpty() && !(byGet && byGetAll && serves)) {
            throw new ClauseBroken(
                    Clause.S5,
                    kind + " answers with a version that "
                            + (!byGet ? "get never shows" : !byGetAll ? "getAll never shows" : "serves no swap")
                            + ", such as " + tried.get(0) + ": " + tried.size() + " times of " + tried.size());
        }
    }

    private static void near(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String earlier = context.key();
        String key = context.key();
        context.added(store, earlier, bytes("before"));
        Version version = context.added(store, key, bytes("0"));
        // Some swaps, so that there are lower numbers that were never this key's.
        for (int round = 0; round < 3; round++) {
            String other = context.key();
            context.swapped(store, other, bytes("others"), context.added(store, other, bytes("0")));
            version = context.swapped(store, key, bytes(String.valueOf(round)), version);
        }
        List<String> kinds = new ArrayList<>(List.of("of a key written before", "of a key written later"));
        kinds.addAll(NearVersions.of(version).keySet());
        Rounds rounds = context.allRounds(kinds.size(), 20);
        while (rounds.next()) {
            String kind = kinds.get(rounds.number() - 1);
            int times = 0;
            Optional<String> taken = takes(context, store, key, earlier, kind);
            while (taken.isPresent() && times < TIMES) {
                times++;
                taken = takes(context, store, key, earlier, kind);
            }
            if (taken.isPresent()) {
                throw new ClauseBroken(Clause.S3, taken.get() + ", " + (TIMES + 1) + " times in a row");
            }
        }
        context.figure("near versions", rounds.number());
    }

    /** Swaps from a version that is not there; says what was done if it was taken. */
    private static Optional<String> takes(
            CheckContext context, CasKeyValueStore store, String key, String earlier, String kind) {
        Version now = context.present(store, key).version();
        Optional<Version> near = switch (kind) {
            case "of a key written before" ->
                Optional.of(context.present(store, earlier).version());
            case "of a key written later" -> Optional.of(context.added(store, context.key(), bytes("later")));
            default -> Optional.ofNullable(NearVersions.of(now).get(kind));
        };
        if (near.isEmpty() || near.get().equals(now)) {
            return Optional.empty();
        }
        SwapResult result = context.refusing(store).swap(key, bytes("must not be written"), near.get());
        if (result instanceof SwapResult.Missing) {
            throw new ClauseBroken(Clause.S3, "swap of " + key + ", which is present, was answered with Missing");
        }
        return result instanceof SwapResult.Swapped
                ? Optional.of("swap of " + key + " from " + near.get() + " (" + kind + ") was answered with " + result
                        + ", and its version was " + now)
                : Optional.empty();
    }
}
