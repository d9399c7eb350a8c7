package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.Version;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** What stores do wrong to their callers, at close, and over a restart. */
final class MutantsOfCallers {

    private MutantsOfCallers() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.client("one lock for all, held across I/O", Clause.S15, GlobalLock::new),
                Mutant.client("an interruption is taken away", Clause.S16, TakesInterruption::new),
                Mutant.client("an interruption of a chain is taken away", Clause.S16, ChainTakesInterruption::new),
                Mutant.client("an interrupted write that was sent is a failure", Clause.S8, InterruptionIsFailure::new),
                Mutant.client("a closed store still works", Clause.S17, NeverClosed::new),
                Mutant.client("closing one client closes all", Clause.S17, ClosesAll::new),
                Mutant.client("fitness has nothing to say", Clause.S20, NoFitness::new),
                Mutant.restart("versions begin anew after a restart", Clause.S5, CountsAnew::new, Restarting.LOSES),
                Mutant.restart("a count of all writes begins anew", Clause.S5, CountsAnewForAll::new, Restarting.LOSES),
                Mutant.restart(
                        "a restart loses what it should keep",
                        Clause.S18,
                        SimulatedDatabase::new,
                        Restarting.SAYS_KEEPS_AND_LOSES),
                new Mutant(
                        "the incarnation outlives the data",
                        Clause.S21,
                        SimulatedDatabase::new,
                        SameIncarnation::new,
                        Restarting.LOSES));
    }

    static final class GlobalLock extends SimulatedStore {
        GlobalLock(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        synchronized <T> T read(SimulatedLink.Request<T> atDatabase) {
            return super.read(atDatabase);
        }
    }

    static final class TakesInterruption extends SimulatedStore {
        TakesInterruption(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            // What a blocking client does that catches InterruptedException and goes on.
            Thread.interrupted();
            return super.add(key, value);
        }
    }

    static final class ChainTakesInterruption extends ChainingStore {
        ChainTakesInterruption(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            Thread.interrupted();
            return super.chain(links);
        }
    }

    static final class InterruptionIsFailure extends SimulatedStore {
        InterruptionIsFailure(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            if (Thread.currentThread().isInterrupted()) {
                throw new StoreException("interrupted");
            }
            return result;
        }
    }

    static final class NeverClosed extends SimulatedStore {
        NeverClosed(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public void close() {}
    }

    static final class ClosesAll extends SimulatedStore {
        private static final Set<SimulatedDatabase> CLOSED =
                Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

        ClosesAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        void requireOpen() {
            super.requireOpen();
            if (CLOSED.contains(database)) {
                throw new IllegalStateException("the pool is closed");
            }
        }

        @Override
        public void close() {
            super.close();
            CLOSED.add(database);
        }
    }

    static final class NoFitness extends SimulatedStore {
        NoFitness(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public StoreFitness fitness() {
            requireOpen();
            return new StoreFitness("", List.of());
        }
    }

    /** The version is a field of the entry, and counts from one. */
    static final class CountsAnew extends SimulatedDatabase {
        @Override
        synchronized Version put(String key, byte[] value) {
            Entry before = entries.get(key);
            int count = before == null ? 0 : Integer.parseInt(before.version().text());
            return put(key, value, new Version(String.valueOf(count + 1)));
        }
    }

    /** One count for all keys, but in memory. */
    static final class CountsAnewForAll extends SimulatedDatabase {
        private int count;

        @Override
        synchronized Version put(String key, byte[] value) {
            return put(key, value, new Version(String.valueOf(++count)));
        }

        @Override
        synchronized void restartEmpty() {
            super.restartEmpty();
            count = 0;
        }
    }

    static final class SameIncarnation extends SimulatedStore {
        SameIncarnation(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<String> incarnation() {
            return Optional.of("always the same");
        }
    }
}
