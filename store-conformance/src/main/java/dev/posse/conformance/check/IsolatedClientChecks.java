package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;

import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import java.util.List;

/**
 * Two clients that share no class, as of two processes: neither a lock nor a cache in a static field keeps them apart, or in step
 * (S1, S4, S22).
 */
final class IsolatedClientChecks {

    private IsolatedClientChecks() {}

    /** What is done with the two. */
    private interface Pair {
        void run(CasKeyValueStore own, CasKeyValueStore isolated) throws Exception;
    }

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S1,
                        "clients that share no class, as of two processes, read each other's writes at once",
                        context -> with(context, (own, isolated) -> {
                            TwoClientChecks.notCached(context, isolated, own);
                            TwoClientChecks.notCached(context, own, isolated);
                        })),
                required(
                        Clause.S4,
                        "clients that share no class, as of two processes, race for adds and swaps",
                        context -> with(context, (own, isolated) -> {
                            TightRaces.adds(context, List.of(own, isolated));
                            TightRaces.swaps(context, List.of(own, isolated));
                        })),
                required(
                        Clause.S22,
                        "clients that share no class, as of two processes, race with chains",
                        context -> with(
                                context, (own, isolated) -> ChainRaces.counters(context, List.of(own, isolated)))));
    }

    private static void with(CheckContext context, Pair pair) throws Exception {
        CasKeyValueStore raw = context.stores()
                .isolated()
                .orElseThrow(() -> new NotApplicable("all clients share their classes: override isolatedClient()"));
        try (CasKeyValueStore isolated = context.patient(raw)) {
            pair.run(context.store(), isolated);
        }
    }
}
