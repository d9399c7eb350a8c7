package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.fault.ForwardingStore;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    /** A store whose versions are longer than the SPI lets them be. */
    static final class LongVersions extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                public AddResult add(String key, byte[] value) {
                    super.add(key, value);
                    return AddResult.added(new Version("v".repeat(65)));
                }
            };
        }
    }

    /** A store that takes every version for a number. */
    static final class NumberVersions extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                public SwapResult swap(String key, byte[] value, Version expected) {
                    return super.swap(key, value, new Version("" + Long.parseLong(expected.text())));
                }
            };
        }
    }

    /** A store whose getAll takes some seconds a key, and goes on. */
    static final class Endless extends StoreConformance {
        @Override
        protected CasKeyValueStore openStore() {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                protected <T> T forward(Supplier<T> operation) {
                    LockSupport.parkNanos(300_000_000);
                    return super.forward(operation);
                }
            };
        }
    }

    /** A store that refuses every fourth call, honestly. */
    static final class Refusing extends StoreConformance {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        protected CasKeyValueStore openStore() {
            return new ForwardingStore(new InMemoryStore()) {
                @Override
                protected <T> T forward(Supplier<T> operation) {
                    if (calls.incrementAndGet() % 4 == 0) {
                        throw new StoreException("overloaded, try later");
                    }
                    return super.forward(operation);
                }
            };
        }
    }
}
