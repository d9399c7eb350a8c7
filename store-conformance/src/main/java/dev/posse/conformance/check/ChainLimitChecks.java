package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The longest chains and the largest values, and chains that no store takes (S22). */
final class ChainLimitChecks {

    private static final Version NEVER_GIVEN = new Version("never-given");

    private ChainLimitChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S22, "the longest chains, and the largest values", ChainLimitChecks::longest),
                required(
                        Clause.S22,
                        "a chain that cannot be is refused before anything of it is written",
                        ChainLimitChecks::refusedWhole));
    }

    private static void longest(CheckContext context) throws Exception {
        int most = context.store().chainLength();
        if (most < 1 || most > StoreLimits.MAX_CHAIN_LINKS) {
            throw new ClauseBroken(
                    Clause.S22, "chainLength is " + most + ", and it is 1 to " + StoreLimits.MAX_CHAIN_LINKS);
        }
        context.figure("chain length", most);
        ChainChecks.takeToTheEnd(context, ofLength(context, most));
        ChainChecks.takeToTheEnd(context, ofLength(context, StoreLimits.MAX_CHAIN_LINKS));
        byte[] large = new byte[StoreLimits.MAX_VALUE_BYTES];
        byte[] other = new byte[StoreLimits.MAX_VALUE_BYTES];
        context.random().nextBytes(large);
        context.random().nextBytes(other);
        String key = context.key();
        ChainChecks.takeToTheEnd(
                context,
                List.of(
                        new Add(key, large),
                        new Add(context.key(), new byte[0]),
                        new SwapOf(key, other, 0),
                        new Add(context.key(), large),
                        new SwapOf(key, new byte[0], 2),
                        new Add(context.key(), other)));
    }

    /** Adds of many keys, and one key that is written over and over. */
    private static List<ChainedWrite> ofLength(CheckContext context, int length) {
        String key = context.key();
        List<ChainedWrite> links = new ArrayList<>(List.of(new Add(key, bytes("0"))));
        int last = 0;
        for (int link = 1; link < length; link++) {
            if (link % 3 == 0) {
                links.add(new SwapOf(key, bytes(String.valueOf(link)), last));
                last = link;
            } else {
                links.add(
                        link % 3 == 1
                                ? new Add(context.key(), bytes("link " + link))
                                : new ExpectAbsent(context.key()));
            }
        }
        return links;
    }

    private static void refusedWhole(CheckContext context) throws Exception {
        String key = context.key();
        Add good = new Add(key, bytes("must not be written"));
        for (List<ChainedWrite> wrong : unusable(context, good)) {
            requireRefused(context.store(), wrong);
            if (context.store().get(key).isPresent()) {
                throw new ClauseBroken(Clause.S22, "a chain that was refused as a whole has written its first link");
            }
        }
    }

    /** Chains that no store takes: by their length, their keys, their values or what they refer to. */
    static List<List<ChainedWrite>> unusable(CheckContext context, Add good) {
        byte[] large = new byte[StoreLimits.MAX_VALUE_BYTES + 1];
        String other = context.key();
        return List.of(
                List.of(),
                Collections.nCopies(StoreLimits.MAX_CHAIN_LINKS + 1, good),
                List.of(good, new Add("", bytes("x"))),
                List.of(good, new ExpectAbsent("a b")),
                List.of(good, new Expect("x".repeat(StoreLimits.MAX_KEY_LENGTH + 1), NEVER_GIVEN)),
                List.of(good, new Add(other, large)),
                List.of(good, new Swap(other, large, NEVER_GIVEN)),
                List.of(good, new SwapOf(good.key(), large, 0)),
                List.of(good, new SwapOf(good.key(), bytes("x"), 1)),
                List.of(good, new SwapOf(good.key(), bytes("x"), -1)),
                List.of(good, new SwapOf(other, bytes("x"), 0)),
                List.of(good, new ExpectAbsent(other), new SwapOf(other, bytes("x"), 1)),
                List.of(good, new Expect(other, NEVER_GIVEN), new SwapOf(other, bytes("x"), 1)));
    }

    static void requireRefused(CasKeyValueStore store, List<ChainedWrite> wrong) {
        RefusedArguments.required(
                Clause.S22,
                "a chain of " + (wrong.size() < 4 ? wrong.toString() : wrong.size() + " links"),
                () -> store.chain(wrong));
    }
}
