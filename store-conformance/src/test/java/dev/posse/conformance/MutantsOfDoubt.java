package dev.posse.conformance;

import dev.posse.conformance.SimulatedLink.NoAnswer;
import dev.posse.conformance.SimulatedLink.NotSent;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What stores do wrong when an answer does not come. */
final class MutantsOfDoubt {

    private MutantsOfDoubt() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.client("a swallowed time-out is a conflict", Clause.S7, DoubtIsConflict::new),
                Mutant.client("a swallowed time-out is a success", Clause.S7, DoubtIsSuccess::new),
                Mutant.client("a swallowed time-out is a failure", Clause.S8, DoubtIsFailure::new),
                Mutant.client("a time-out passes through as it is", Clause.S7, DoubtPassesThrough::new),
                Mutant.client("a lost write is sent again and meets itself", Clause.S9, SendsAgain::new),
                Mutant.client("a lost write is read, and written again", Clause.S10, WritesAgain::new),
                Mutant.client("a failed write waits for the connection", Clause.S8, WritesLater::new),
                Mutant.client("a read that fails finds nothing", Clause.S1, FailureIsAbsence::new),
                Mutant.client("a late answer is taken for the next one", Clause.S1, LateAnswer::new),
                Mutant.client("a caller without an answer waits for ever", Clause.S15, WaitsForEver::new),
                Mutant.client("a broken connection stays broken", Clause.S19, StaysBroken::new),
                Mutant.client("a new connection begins with nothing", Clause.S1, NewConnectionNewData::new),
                Mutant.client(
                        "a new connection is taken for a new incarnation", Clause.S21, IncarnationPerConnection::new));
    }

    /** Overridden in one place: what becomes of a write without an answer. */
    abstract static class Doubting extends SimulatedStore {
        Doubting(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        abstract Object instead(NoAnswer doubt, SimulatedLink.Request<?> again);

        @Override
        @SuppressWarnings("unchecked")
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            try {
                return link.call(atDatabase);
            } catch (NotSent e) {
                throw new StoreException("not sent", e);
            } catch (NoAnswer e) {
                return (T) instead(e, atDatabase);
            }
        }
    }

    static final class DoubtIsConflict extends SimulatedStore {
        DoubtIsConflict(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            try {
                return super.swap(key, value, expected);
            } catch (OutcomeUnknownException e) {
                return SwapResult.conflict();
            }
        }
    }

    static final class DoubtIsSuccess extends SimulatedStore {
        DoubtIsSuccess(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            try {
                return super.add(key, value);
            } catch (OutcomeUnknownException e) {
                return AddResult.added(new Version("surely"));
            }
        }
    }

    static final class DoubtIsFailure extends Doubting {
        DoubtIsFailure(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Object instead(NoAnswer doubt, SimulatedLink.Request<?> again) {
            throw new StoreException("timed out", doubt);
        }
    }

    static final class DoubtPassesThrough extends Doubting {
        DoubtPassesThrough(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Object instead(NoAnswer doubt, SimulatedLink.Request<?> again) {
            throw doubt;
        }
    }

    /** What a client library does that reconnects and replays. */
    static final class SendsAgain extends Doubting {
        SendsAgain(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Object instead(NoAnswer doubt, SimulatedLink.Request<?> again) {
            try {
                return link.call(again);
            } catch (NotSent | NoAnswer e) {
                throw new OutcomeUnknownException("twice without an answer", e);
            }
        }
    }

    static final class WritesAgain extends SimulatedStore {
        WritesAgain(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            try {
                return super.swap(key, value, expected);
            } catch (OutcomeUnknownException e) {
                try {
                    // As a back-off before the second try would.
                    Thread.sleep(20);
                    Optional<Entry> found = get(key);
                    return found.isEmpty()
                            ? SwapResult.missing()
                            : super.swap(key, value, found.get().version());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                } catch (StoreException failed) {
                    throw e;
                }
            }
        }
    }

    static final class WritesLater extends SimulatedStore {
        private final Queue<SimulatedLink.Request<?>> waiting = new ConcurrentLinkedQueue<>();

        WritesLater(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            try {
                T answer = super.write(atDatabase);
                for (SimulatedLink.Request<?> late = waiting.poll(); late != null; late = waiting.poll()) {
                    late.run();
                }
                return answer;
            } catch (StoreException e) {
                waiting.add(atDatabase);
                throw e;
            }
        }
    }

    static final class FailureIsAbsence extends SimulatedStore {
        FailureIsAbsence(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            try {
                return super.get(key);
            } catch (StoreException e) {
                return Optional.empty();
            }
        }
    }

    /** One connection without sequence numbers: what comes next is taken for the answer. */
    static final class LateAnswer extends SimulatedStore {
        private final ArrayDeque<Optional<Entry>> late = new ArrayDeque<>();

        LateAnswer(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            try {
                return super.add(key, value);
            } catch (OutcomeUnknownException e) {
                synchronized (late) {
                    late.add(database.get(key));
                }
                throw e;
            }
        }

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> found = super.get(key);
            synchronized (late) {
                Optional<Entry> first = late.poll();
                return first == null ? found : first;
            }
        }
    }

    static final class WaitsForEver extends Doubting {
        WaitsForEver(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        Object instead(NoAnswer doubt, SimulatedLink.Request<?> again) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new OutcomeUnknownException("at last", doubt);
        }
    }

    static final class StaysBroken extends SimulatedStore {
        StaysBroken(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T read(SimulatedLink.Request<T> atDatabase) {
            if (link.breaks() > 0) {
                throw new StoreException("connection is closed");
            }
            return super.read(atDatabase);
        }
    }

    static final class NewConnectionNewData extends SimulatedStore {
        private int seen;

        NewConnectionNewData(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public synchronized Optional<Entry> get(String key) {
            Optional<Entry> found = super.get(key);
            if (link.breaks() > seen) {
                seen = link.breaks();
                database.restartEmpty();
                return super.get(key);
            }
            return found;
        }
    }

    static final class IncarnationPerConnection extends SimulatedStore {
        IncarnationPerConnection(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<String> incarnation() {
            return Optional.of("connection " + link.breaks());
        }
    }
}
