package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.memory.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.function.Supplier;

/** Test classes that are not run by themselves. */
final class SampleTestClasses {

    private SampleTestClasses() {}

    /** A store without any capability. */
    static class Plain extends StoreConformance {
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

    /** A store whose server is not there. */
    static final class Unreachable extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                protected <T> T forward(Supplier<T> operation) {
                    IOException refused = new ConnectException("Connection refused");
                    throw new StoreException("no answer", new UncheckedIOException("while reading", refused));
                }
            };
        }
    }
}
