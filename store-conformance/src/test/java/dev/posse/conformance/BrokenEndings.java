package dev.posse.conformance;

import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said wrongly at the end of a call, of a caller or of a store; and what is taken for done since it stands there. */
final class BrokenEndings {

    private static final String ENDINGS = "endings";
    private static final String EQUAL = "equal bytes";

    private BrokenEndings() {}

    static List<BrokenStore> all() {
        return List.of(
                BrokenStore.client(
                        ENDINGS,
                        "an interrupted get answers absent",
                        Clause.S16,
                        "an interrupted caller",
                        AbsentGet::new),
                BrokenStore.client(
                        ENDINGS,
                        "a getAll that is interrupted at work leaves out the rest",
                        Clause.S16,
                        "interrupted at work",
                        PartialGetAll::new),
                BrokenStore.client(
                        ENDINGS,
                        "a get that is interrupted while it waits answers absent",
                        Clause.S16,
                        "interrupted while it waits",
                        AbsentAfterWait::new),
                BrokenStore.client(
                        ENDINGS,
                        "a write in flight at close is called a failure",
                        Clause.S8,
                        "close while others work",
                        FailedAtClose::new),
                BrokenStore.client(
                        ENDINGS,
                        "a write without an answer is called a failure when the store was closed meanwhile",
                        Clause.S8,
                        "close while others wait",
                        DoubtFailedAtClose::new),
                BrokenStore.client(
                        ENDINGS,
                        "a write in flight at close says that the store is closed",
                        Clause.S17,
                        "close while others work",
                        ClosedInFlight::new),
                BrokenStore.client(
                        EQUAL,
                        "an add of the bytes that stand is added",
                        Clause.S2,
                        "add of a present key",
                        SameAdd::new),
                BrokenStore.client(
                        EQUAL,
                        "an add of the bytes that stand is added if they are long",
                        Clause.S2,
                        "add of a present key",
                        SameLongAdd::new),
                BrokenStore.client(
                        EQUAL,
                        "a refused swap to the bytes that stand is swapped",
                        Clause.S3,
                        "swap from another version",
                        SameSwap::new));
    }

    static final class AbsentGet extends SimulatedStore {
        AbsentGet(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> found = super.get(key);
            return Thread.currentThread().isInterrupted() ? Optional.empty() : found;
        }
    }

    static final class PartialGetAll extends SimulatedStore {
        PartialGetAll(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Map<String, Entry> getAll(Collection<String> keys) {
            Map<String, Entry> found = super.getAll(keys);
            return Thread.currentThread().isInterrupted() ? Map.of() : found;
        }
    }

    /** The client's future is given up, and what it would have answered is taken for nothing. */
    static final class AbsentAfterWait extends SimulatedStore {
        AbsentAfterWait(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public Optional<Entry> get(String key) {
            try {
                return super.get(key);
            } catch (StoreException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    /** Notes that it was closed, and says what the subclass makes of a write that was in flight then. */
    abstract static class Closing extends SimulatedStore {
        private volatile boolean over;

        Closing(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        final boolean over() {
            return over;
        }

        @Override
        public void close() {
            over = true;
            super.close();
        }
    }

    static final class FailedAtClose extends Closing {
        FailedAtClose(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            T answer = super.write(atDatabase);
            if (over()) {
                throw new StoreException("the connection was closed");
            }
            return answer;
        }
    }

    static final class DoubtFailedAtClose extends Closing {
        DoubtFailedAtClose(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            try {
                return super.write(atDatabase);
            } catch (OutcomeUnknownException e) {
                if (over()) {
                    throw new StoreException("the connection was closed", e);
                }
                throw e;
            }
        }
    }

    static final class ClosedInFlight extends Closing {
        ClosedInFlight(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        <T> T write(SimulatedLink.Request<T> atDatabase) {
            T answer = super.write(atDatabase);
            requireOpen();
            return answer;
        }
    }

    static class SameAdd extends SimulatedStore {
        SameAdd(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        boolean looksAt(byte[] value) {
            return true;
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            if (result instanceof AddResult.Exists && looksAt(value)) {
                Optional<Entry> found = get(key);
                if (found.isPresent() && Arrays.equals(found.get().value(), value)) {
                    return AddResult.added(found.get().version());
                }
            }
            return result;
        }
    }

    static final class SameLongAdd extends SameAdd {
        SameLongAdd(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        boolean looksAt(byte[] value) {
            return value.length > 1000;
        }
    }

    static final class SameSwap extends SimulatedStore {
        SameSwap(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            SwapResult result = super.swap(key, value, expected);
            Optional<Entry> found = get(key);
            return result instanceof SwapResult.Conflict
                            && found.isPresent()
                            && Arrays.equals(found.get().value(), value)
                    ? SwapResult.swapped(found.get().version())
                    : result;
        }
    }
}
