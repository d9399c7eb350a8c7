package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;
import java.util.Map;

/** Test classes that are not run by themselves. */
final class SampleTestClasses {

    private SampleTestClasses() {}

    /** A store without any capability. */
    static final class Plain extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new InMemoryStore();
        }
    }

    /** Says that it has no incarnation, and what it says of its fitness is worth nothing. */
    static final class Gapped extends SimulatedConformance {
        Gapped() {
            super(SimulatedDatabase::new, MutantsOfDoubt.IncarnationPerConnection::new, Restarting.KEEPS);
        }

        @Override
        protected Map<Clause, String> declaredGaps() {
            return Map.of(Clause.S21, "the server cannot tell");
        }
    }

    /** Wants to be excused from what cannot be excused. */
    static final class Hopeless extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new InMemoryStore();
        }

        @Override
        protected Map<Clause, String> declaredGaps() {
            return Map.of(Clause.S3, "we never swap");
        }
    }
}
