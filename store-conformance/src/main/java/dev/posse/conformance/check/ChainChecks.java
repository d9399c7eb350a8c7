package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.ExpectAbsent;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Chains of every kind of link, on keys that nobody else writes (S22). */
final class ChainChecks {

    private static final Version NEVER_GIVEN = new Version("never-given");

    private ChainChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S22, "a chain whose links all hold happens, in order", ChainChecks::happens),
                required(
                        Clause.S22, "a link finds what the links before it have made of its key", ChainChecks::sameKey),
                required(
                        Clause.S22,
                        "the first link that does not hold ends the chain: no later one is made",
                        ChainChecks::stops),
                required(
                        Clause.S22,
                        "the versions that a chain answers with serve a swap, and those it has spent serve none",
                        ChainChecks::versions));
    }

    /**
     * Takes chains until one is complete, as one of ten must be with no other writer (S6); each is compared with what is found.
     *
     * @param fresh makes one on other keys each time
     */
    private static TakenChain complete(CheckContext context, Supplier<List<ChainedWrite>> fresh) throws Exception {
        for (int attempt = 1; ; attempt++) {
            TakenChain taken = TakenChain.by(context.store(), context.store(), fresh.get());
            taken.requireTruth(context.store());
            if (taken.isComplete()) {
                return taken;
            }
            count(context, taken);
            if (attempt == CheckContext.TRIES) {
                throw taken.broken(
                        "like " + (attempt - 1) + " before it, and each link holds if those before it happen");
            }
        }
    }

    /**
     * Takes a chain to its end: after a refusal for no reason, of which a long one may meet many, what is left of it from a fresh
     * read. Ten times in a row without a step forward are too many (S6).
     */
    static void takeToTheEnd(CheckContext context, List<ChainedWrite> links) throws Exception {
        takeToTheEnd(context, context.store(), links);
    }

    /** The same, by another client. */
    static void takeToTheEnd(CheckContext context, CasKeyValueStore by, List<ChainedWrite> links) throws Exception {
        List<ChainedWrite> rest = links;
        // The last one that ended in doubt, and how much of it was found.
        Optional<TakenChain> doubted = Optional.empty();
        int landed = 0;
        for (int tries = 1; ; tries++) {
            TakenChain taken = TakenChain.by(by, context.store(), rest);
            // What was in doubt may land at any time, and then refuses the first link of what was left of it.
            boolean late = doubted.isPresent() && taken.happened() == 0 && !taken.isUnknown();
            TakenChain judged = late ? doubted.get() : taken;
            int made = late ? judged.requireTruth(context.store(), landed) : judged.requireTruth(context.store());
            if (made == judged.links().size()) {
                return;
            }
            count(context, taken);
            tries = made > (late ? landed : 0) ? 0 : tries;
            if (tries == CheckContext.TRIES) {
                throw taken.broken("like " + (tries - 1) + " before it, and its first link holds");
            }
            if (taken.isUnknown() || late) {
                doubted = Optional.of(judged);
                landed = made;
            } else {
                doubted = Optional.empty();
            }
            rest = judged.rest(context.store(), made);
        }
    }

    /** A refusal for no reason (S6), or trouble of the environment; ten times in a row are too many in either case. */
    private static void count(CheckContext context, TakenChain taken) {
        boolean refused = taken.ending() instanceof Ending.Refused || taken.ending() instanceof Ending.NoneMade;
        context.count(refused ? "spurious refusals" : "failed or in doubt", 1);
    }

    private static void happens(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        complete(context, () -> {
            String key = context.key();
            Version version = context.added(store, key, bytes("first"));
            String other = context.key();
            String third = context.key();
            return List.of(
                    new Expect(key, version),
                    new ExpectAbsent(other),
                    new Add(other, bytes("other 1")),
                    new Swap(key, bytes("second"), version),
                    new SwapOf(other, bytes("other 2"), 2),
                    new Add(third, bytes("third 1")),
                    new SwapOf(key, bytes("third"), 3));
        });
        complete(context, () -> List.of(new Add(context.key(), bytes("alone"))));
        complete(context, () -> {
            String key = context.key();
            return List.of(
                    new Expect(key, context.added(store, key, bytes("looked at"))), new ExpectAbsent(context.key()));
        });
    }

    private static void sameKey(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String same = context.key();
        List<ChainedWrite> over = new ArrayList<>(List.of(new ExpectAbsent(same), new Add(same, bytes("0"))));
        for (int link = 2; link < 10; link++) {
            over.add(new SwapOf(same, bytes(String.valueOf(link)), link - 1));
        }
        takeToTheEnd(context, over);
        stopsAt(context, 2, () -> {
            String key = context.key();
            return List.of(new ExpectAbsent(key), new Add(key, bytes("1")), new ExpectAbsent(key), later(context));
        });
        stopsAt(context, 1, () -> {
            String key = context.key();
            return List.of(new Add(key, bytes("1")), new Add(key, bytes("2")), later(context));
        });
        stopsAt(context, 2, () -> {
            String key = context.key();
            return List.of(
                    new Add(key, bytes("1")),
                    new SwapOf(key, bytes("2"), 0),
                    new SwapOf(key, bytes("from what is spent"), 0),
                    later(context));
        });
        stopsAt(context, 1, () -> {
            String key = context.key();
            Version version = context.added(store, key, bytes("1"));
            return List.of(new Swap(key, bytes("2"), version), new Expect(key, version), later(context));
        });
    }

    private static Add later(CheckContext context) {
        return new Add(context.key(), bytes("must not be written"));
    }

    /** Requires that a chain does not come further than this link, whose condition does not hold, and says the truth. */
    private static void stopsAt(CheckContext context, int at, Supplier<List<ChainedWrite>> fresh) throws Exception {
        TakenChain taken = TakenChain.by(context.store(), context.store(), fresh.get());
        taken.requireTruth(context.store());
        for (int tries = 1; taken.ending() instanceof Ending.Failed || taken.isUnknown(); tries++) {
            if (tries == CheckContext.TRIES) {
                throw taken.broken("on a whole connection, like " + (tries - 1) + " before it");
            }
            count(context, taken);
            taken = TakenChain.by(context.store(), context.store(), fresh.get());
            taken.requireTruth(context.store());
        }
        if (taken.happened() > at) {
            throw taken.broken("and its link " + at + " does not hold");
        }
    }

    private static void stops(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        String key = context.key();
        Version spent = context.added(store, key, bytes("first"));
        context.swapped(store, key, bytes("second"), spent);
        String neighbour = context.key();
        Version others = context.added(store, neighbour, bytes("something"));
        List<ChainedWrite> refused = List.of(
                new Add(key, bytes("must not be written")),
                new Add(key, bytes("second")),
                new Swap(key, bytes("must not be written"), spent),
                new Swap(key, bytes("second"), spent),
                new Swap(key, bytes("must not be written"), NEVER_GIVEN),
                new Swap(context.key(), bytes("must not be written"), spent),
                new Expect(key, spent),
                new Expect(key, NEVER_GIVEN),
                new Expect(context.key(), others),
                new ExpectAbsent(key));
        for (ChainedWrite stop : refused) {
            for (int at = 0; at <= 2; at++) {
                int before = at;
                stopsAt(context, at, () -> {
                    List<ChainedWrite> links = new ArrayList<>();
                    for (int link = 0; link < before; link++) {
                        links.add(new Add(context.key(), bytes("before " + link)));
                    }
                    links.add(stop);
                    links.add(later(context));
                    Version read = context.present(store, neighbour).version();
                    links.add(new Swap(neighbour, bytes("must not be written"), read));
                    return links;
                });
            }
        }
    }

    private static void versions(CheckContext context) throws Exception {
        CasKeyValueStore store = context.store();
        Set<Integer> serving = new HashSet<>();
        for (int attempt = 1; ; attempt++) {
            String[] keys = new String[2];
            TakenChain taken = complete(context, () -> {
                Arrays.setAll(keys, number -> context.key());
                Version first = context.added(store, keys[1], bytes("0"));
                return List.of(
                        new Add(keys[0], bytes("1")),
                        new Swap(keys[1], bytes("1"), first),
                        new SwapOf(keys[0], bytes("2"), 0));
            });
            SwapResult fromSpent =
                    context.refusing(store).swap(keys[0], bytes("must not be written"), taken.version(0));
            if (!(fromSpent instanceof SwapResult.Conflict)) {
                throw taken.broken("and a swap from version " + taken.version(0)
                        + ", which link 2 has spent, was answered" + " with " + fromSpent);
            }
            // S6 lets a swap be refused for no reason; not every time, as an answer with other versions would be.
            for (int link : attempt % 2 == 0 ? List.of(1, 2) : List.of(2, 1)) {
                String key = link == 1 ? keys[1] : keys[0];
                if (store.swap(key, bytes("next"), taken.version(link)) instanceof SwapResult.Swapped) {
                    serving.add(link);
                }
            }
            if (serving.size() == 2) {
                return;
            }
            if (attempt == CheckContext.TRIES) {
                throw taken.broken("and the versions that it answered with serve no swap, such as " + taken.version(1)
                        + " and " + taken.version(2));
            }
        }
    }
}
