package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.report.Clause;
import java.util.function.Supplier;

/**
 * A store that is wrong in one way that really happens.
 *
 * @param defect what is wrong with it
 * @param clause that it breaks, and that its failure must name
 * @param database behind it
 * @param opening a client of it
 * @param restarting what a restart does and what its author says of it
 */
record Mutant(
        String defect,
        Clause clause,
        Supplier<SimulatedDatabase> database,
        SimulatedConformance.Opening opening,
        Restarting restarting) {

    /** Of a store that takes chains, and is wrong about them. */
    static Mutant ofChains(String defect, SimulatedConformance.Opening opening) {
        return client(defect, Clause.S22, opening);
    }

    static Mutant client(String defect, Clause clause, SimulatedConformance.Opening opening) {
        return new Mutant(defect, clause, SimulatedDatabase::new, opening, Restarting.KEEPS);
    }

    static Mutant database(String defect, Clause clause, Supplier<SimulatedDatabase> database) {
        return new Mutant(defect, clause, database, SimulatedStore::new, Restarting.KEEPS);
    }

    static Mutant restart(String defect, Clause clause, Supplier<SimulatedDatabase> database, Restarting restarting) {
        return new Mutant(defect, clause, database, SimulatedStore::new, restarting);
    }
}
