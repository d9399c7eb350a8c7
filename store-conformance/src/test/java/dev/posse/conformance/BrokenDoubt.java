package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What is made of a write without an answer: a look that is taken for a fact, and another try behind the caller's back. */
final class BrokenDoubt {

    private static final String LOOK = "a look after a time-out taken for a fact";
    private static final String RESENDS = "a client that resends";
    private static final String ONE = "one request delayed";

    private BrokenDoubt() {}

    static List<BrokenStore> all() {
        return List.of(
                BrokenStore.client(LOOK, "an add that is not found is called failed", Clause.S8, ONE, AddNotFound::new),
                BrokenStore.client(
                        LOOK, "a swap that is not found is called a conflict", Clause.S7, ONE, SwapIsConflict::new),
                tcp(
                        LOOK,
                        "over another connection: what is not found is called failed",
                        Clause.S8,
                        ONE,
                        LooksAnew::new),
                tcp(
                        LOOK,
                        "over another connection: what is not found is called refused",
                        Clause.S7,
                        ONE,
                        LooksAndRefuses::new),
                tcp(
                        RESENDS,
                        "half a second later, when the caller has given up",
                        Clause.S9,
                        "cut after sending: every report",
                        ResendsLater::new),
                tcp(
                        RESENDS,
                        "at once, and says that nobody knows",
                        Clause.S9,
                        "cut after sending: every report",
                        ResendsAtOnce::new),
                tcp(
                        RESENDS,
                        "after a time-out, when the caller has given up",
                        Clause.S9,
                        "answers delayed past the time-out: every report",
                        ResendsLater::new));
    }

    private static BrokenStore tcp(
            String kind, String defect, Clause clause, String check, TcpConformance.Opening opening) {
        return new BrokenStore(kind, defect, clause, check, () -> new TcpConformance(opening));
    }

    static final class AddNotFound extends SimulatedStore {
        AddNotFound(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            try {
                return super.add(key, value);
            } catch (OutcomeUnknownException e) {
                Optional<Entry> found;
                try {
                    found = get(key);
                } catch (StoreException unread) {
                    throw e;
                }
                if (found.isEmpty()) {
                    throw new StoreException("looked, and it is not there", e);
                }
                throw e;
            }
        }
    }

    static final class SwapIsConflict extends SimulatedStore {
        SwapIsConflict(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            try {
                return super.swap(key, value, expected);
            } catch (OutcomeUnknownException e) {
                Optional<Entry> found;
                try {
                    found = get(key);
                } catch (StoreException unread) {
                    throw e;
                }
                if (found.isPresent() && !Arrays.equals(found.get().value(), value)) {
                    return SwapResult.conflict();
                }
                throw e;
            }
        }
    }

    static final class LooksAnew extends TcpStore {
        LooksAnew(String host, int port, int timeoutMillis) {
            super(host, port, timeoutMillis);
        }

        @Override
        Answer doubt(Request request, IOException noAnswer) {
            try {
                Answer now = ask(new Request(TcpDatabase.GET, request.key(), new byte[0], ""));
                if (!Arrays.equals(now.value(), request.value())) {
                    throw new StoreException("looked, and it is not there", noAnswer);
                }
                return super.doubt(request, noAnswer);
            } catch (IOException e) {
                return super.doubt(request, noAnswer);
            }
        }
    }

    static final class LooksAndRefuses extends TcpStore {
        LooksAndRefuses(String host, int port, int timeoutMillis) {
            super(host, port, timeoutMillis);
        }

        @Override
        Answer doubt(Request request, IOException noAnswer) {
            try {
                Answer now = ask(new Request(TcpDatabase.GET, request.key(), new byte[0], ""));
                return Arrays.equals(now.value(), request.value())
                        ? super.doubt(request, noAnswer)
                        : new Answer(TcpDatabase.REFUSED, "", new byte[0]);
            } catch (IOException e) {
                return super.doubt(request, noAnswer);
            }
        }
    }

    static final class ResendsLater extends TcpStore {
        ResendsLater(String host, int port, int timeoutMillis) {
            super(host, port, timeoutMillis);
        }

        @Override
        Answer doubt(Request request, IOException noAnswer) {
            TcpDatabase.daemon(() -> {
                LockSupport.parkNanos(500_000_000);
                try {
                    ask(request);
                } catch (IOException e) {
                    // Nobody is there any more to hear of it.
                }
            });
            return super.doubt(request, noAnswer);
        }
    }

    static final class ResendsAtOnce extends TcpStore {
        ResendsAtOnce(String host, int port, int timeoutMillis) {
            super(host, port, timeoutMillis);
        }

        @Override
        Answer doubt(Request request, IOException noAnswer) {
            try {
                ask(request);
            } catch (IOException e) {
                // As before.
            }
            return super.doubt(request, noAnswer);
        }
    }
}
