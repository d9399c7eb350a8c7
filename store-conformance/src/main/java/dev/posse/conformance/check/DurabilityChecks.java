package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.optional;
import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreFitness;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lasts: data, versions, and what the store says of them (S18, S20, S21, S5). */
final class DurabilityChecks {

    private static final int SWAPS = 30;

    private DurabilityChecks() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S20, "fitness says what the deployment promises", DurabilityChecks::fitness),
                optional(Clause.S21, "the incarnation stays while the data does", DurabilityChecks::incarnation),
                required(
                        Clause.S18,
                        "what was acknowledged during this run is still there",
                        DurabilityChecks::nothingFaded),
                required(
                        Clause.S18,
                        "what a client leaves behind stays, though it was closed or cut off long ago",
                        LeftBehindChecks::end),
                required(
                        Clause.S19,
                        "after a restart the same store works, and the versions go on",
                        DurabilityChecks::restarted),
                required(
                        Clause.S18,
                        "what was acknowledged in the last moment before a restart is there",
                        context -> RestartUnderLoad.run(context, context.restart(), "restart")),
                required(
                        Clause.S18,
                        "over a failover under load every report stays true, and no version comes back",
                        context -> RestartUnderLoad.run(context, context.failover(), "failover")));
    }

    private static void fitness(CheckContext context) throws Exception {
        StoreFitness fitness = context.store().fitness();
        if (fitness.product().isBlank()) {
            throw new ClauseBroken(Clause.S20, "fitness names no product");
        }
        for (StoreFitness.Finding finding : fitness.findings()) {
            if (finding.detail().isBlank()) {
                throw new ClauseBroken(Clause.S20, "a finding about " + finding.aspect() + " has no detail");
            }
        }
        context.figure("product", fitness.product());
        for (StoreFitness.Verdict verdict : StoreFitness.Verdict.values()) {
            context.figure(verdict.name(), fitness.with(verdict).size());
        }
        context.noteFitness(fitness);
    }

    private static String incarnationOf(CasKeyValueStore store) {
        return store.incarnation()
                .orElseThrow(() -> new NotApplicable("the store does not know its database's incarnation"));
    }

    private static void incarnation(CheckContext context) throws Exception {
        String first = incarnationOf(context.store());
        if (first.length() > 200 || first.isEmpty()) {
            throw new ClauseBroken(
                    Clause.S21, "an incarnation has 1 to 200 characters, this one has " + first.length());
        }
        context.addedKey(context.store());
        same(first, incarnationOf(context.store()), "a write");
        Optional<CasKeyValueStore> second = context.stores().second();
        if (second.isPresent()) {
            same(first, incarnationOf(second.get()), "another client came");
        }
        Optional<BreakableStore> breakable = context.stores().breakable();
        if (breakable.isPresent() && breakable.get().connection().faults().contains(Fault.CUT_BEFORE_SENDING)) {
            BreakableStore broken = context.breakable(Fault.CUT_BEFORE_SENDING);
            broken.connection().inject(Fault.CUT_BEFORE_SENDING);
            broken.connection().mend();
            OutageRecovery.await(context, broken.store());
            same(first, incarnationOf(broken.store()), "the connection was lost");
        }
        context.figure("incarnation", first);
    }

    private static void same(String first, String now, String after) {
        if (!first.equals(now)) {
            throw new ClauseBroken(
                    Clause.S21,
                    "the incarnation changed from " + first + " to " + now + " when " + after
                            + ", and no data was lost");
        }
    }

    private static void nothingFaded(CheckContext context) throws Exception {
        AcknowledgedWrites written = context.acknowledgedWrites();
        context.figure("keys", written.requireAllIn(context.store()));
        context.figure("over s", written.age().toSeconds());
    }

    private static void restarted(CheckContext context) throws Exception {
        Restart restart = context.restart();
        CasKeyValueStore store = context.store();
        String key = context.key();
        Set<Version> spent = new HashSet<>();
        writeAnew(context, store, key, spent);
        // Twice where the data goes: a count that begins anew meets its old numbers only where it began before.
        int times = restart.keepsData() ? 1 : 2;
        for (int time = 1; time <= times; time++) {
            Optional<String> incarnation = store.incarnation();
            boolean noticed = RestartObservation.of(context.rawStore(), key, restart::run, context.longestCall());
            try {
                context.figure(
                        "recovery ms", OutageRecovery.await(context, store).toMillis());
                if (restart.keepsData()) {
                    requireKept(context, store, key, spent, incarnation);
                    requireNoticed(noticed);
                } else {
                    requireLost(context, store, key, spent, incarnation);
                }
            } catch (DataLossException e) {
                if (restart.keepsData()) {
                    throw new ClauseBroken(
                            Clause.S21, "no data was lost, and the store refuses because of data loss", e);
                }
                context.figure("after the restart", "the store noticed the loss and refuses to work");
                return;
            }
        }
    }

    private static void requireNoticed(boolean noticed) {
        if (!noticed) {
            throw new NotApplicable("nothing was seen of the restart: no read failed or waited while it ran; does it"
                    + " restart the database that openStore() works on?");
        }
    }

    /** Adds and swaps the key; each version must be one that it never had. */
    private static void writeAnew(CheckContext context, CasKeyValueStore store, String key, Set<Version> spent) {
        Version version = context.added(store, key, bytes("0"));
        for (int round = 1; round <= SWAPS; round++) {
            requireUnspent(context, store, key, version, spent);
            spent.add(version);
            version = context.swapped(store, key, bytes(String.valueOf(round)), version);
        }
        requireUnspent(context, store, key, version, spent);
        spent.add(version);
    }

    private static void requireKept(
            CheckContext context, CasKeyValueStore store, String key, Set<Version> spent, Optional<String> incarnation)
            throws Exception {
        context.figure("after the restart", "the data is there");
        Version read = context.reads(store, key, bytes(String.valueOf(SWAPS)), Clause.S18)
                .version();
        if (!incarnation.equals(store.incarnation())) {
            throw new ClauseBroken(Clause.S21, "the incarnation changed, and no data was lost");
        }
        Version next = context.swapped(store, key, bytes("next"), read);
        requireUnspent(context, store, key, next, spent);
        nothingFaded(context);
    }

    private static void requireLost(
            CheckContext context, CasKeyValueStore store, String key, Set<Version> spent, Optional<String> incarnation)
            throws TestClassFailure {
        if (store.get(key).isPresent()) {
            throw new TestClassFailure("the restart was to lose the data, and " + key + ", written before it, is still"
                    + " there: does it restart the database that openStore() works on?");
        }
        context.figure("after the restart", "the data is gone");
        if (incarnation.isPresent() && incarnation.equals(store.incarnation())) {
            throw new ClauseBroken(Clause.S21, "the database came back without its data, and the incarnation stayed");
        }
        writeAnew(context, store, key, spent);
    }

    private static void requireUnspent(
            CheckContext context, CasKeyValueStore store, String key, Version now, Set<Version> spent) {
        if (spent.contains(now)) {
            throw new ClauseBroken(
                    Clause.S5, "after the restart " + key + " got version " + now + ", which it had before");
        }
        for (Version old : spent) {
            if (context.refusing(store).swap(key, bytes("must not be written"), old) instanceof SwapResult.Swapped) {
                throw new ClauseBroken(
                        Clause.S5, "after the restart version " + old + " of " + key + ", spent before, was accepted");
            }
        }
    }
}
