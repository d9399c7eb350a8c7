package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.conformance.SimulatedLink.NotSent;
import dev.posse.conformance.report.Clause;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** What stores throw that the contract does not know. */
final class MutantsOfExceptions {

    private MutantsOfExceptions() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.client("a read passes its client's exception on", Clause.S8, RawRead::new),
                Mutant.client("a read without an answer is called a doubt", Clause.S8, DoubtfulRead::new),
                Mutant.client("a write that is not sent passes its client's exception on", Clause.S8, RawWrite::new),
                Mutant.client("a batch that is too large passes its client's exception on", Clause.S8, SmallBatch::new),
                Mutant.client("an exhausted pool looks like a closed store", Clause.S8, ExhaustedPool::new));
    }

    static final class RawRead extends SimulatedStore {
        RawRead(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T read(SimulatedLink.Request<T> atDatabase) {
            return link.call(atDatabase);
        }
    }

    static final class DoubtfulRead extends SimulatedStore {
        DoubtfulRead(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T read(SimulatedLink.Request<T> atDatabase) {
            try {
                return link.call(atDatabase);
            } catch (NotSent | NoAnswer e) {
                throw new OutcomeUnknownException("the read was not answered", e);
            }
        }
    }

    static final class SmallBatch extends SimulatedStore {
        SmallBatch(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            if (keys.size() > 100) {
                throw new UnsupportedOperationException("more than 100 keys");
            }
            return super.getAll(keys);
        }
    }

    static final class RawWrite extends SimulatedStore {
        RawWrite(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            try {
                return link.call(atDatabase);
            } catch (NoAnswer e) {
                throw new OutcomeUnknownException("the write was not answered", e);
            }
        }
    }

    static final class ExhaustedPool extends SimulatedStore {
        private final Semaphore connections = new Semaphore(2);

        ExhaustedPool(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            if (!connections.tryAcquire()) {
                throw new IllegalStateException("no connection is free");
            }
            try {
                return super.get(key);
            } finally {
                connections.release();
            }
        }
    }
}
