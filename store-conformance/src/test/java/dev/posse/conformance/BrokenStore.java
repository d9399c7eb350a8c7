package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.report.Clause;
import java.util.function.Supplier;

/**
 * A store of a kind that once got away.
 *
 * @param kind of defect
 * @param defect what is wrong with this one
 * @param clause that it breaks, and under which it must be rejected
 * @param check words of the title of the check that finds it
 * @param subject its test class
 */
record BrokenStore(String kind, String defect, Clause clause, String check, Supplier<StoreConformance> subject) {

    static BrokenStore client(
            String kind, String defect, Clause clause, String check, SimulatedConformance.Opening opening) {
        return of(kind, defect, clause, check, SimulatedDatabase::new, opening);
    }

    static BrokenStore database(
            String kind, String defect, Clause clause, String check, Supplier<SimulatedDatabase> database) {
        return of(kind, defect, clause, check, database, SimulatedStore::new);
    }

    static BrokenStore of(
            String kind,
            String defect,
            Clause clause,
            String check,
            Supplier<SimulatedDatabase> database,
            SimulatedConformance.Opening opening) {
        return new BrokenStore(
                kind, defect, clause, check, () -> new SimulatedConformance(database, opening, Restarting.KEEPS));
    }
}
