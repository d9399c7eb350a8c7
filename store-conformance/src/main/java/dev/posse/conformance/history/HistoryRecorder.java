package dev.posse.conformance.history;

import dev.posse.conformance.history.RecordedOperation.Kind;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Notes the operations of all actors of a round, by key. */
public final class HistoryRecorder {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, List<RecordedOperation>> histories = new ConcurrentHashMap<>();

    /** One caller: a thread with a client. */
    public final class Actor {
        private final String name;
        private final CasKeyValueStore store;
        private int writes;

        private Actor(String name, CasKeyValueStore store) {
            this.name = name;
            this.store = store;
        }

        /**
         * Reads the key.
         *
         * @param key to be read
         * @return what was found; empty too if the store did not answer
         */
        public Optional<Entry> get(String key) {
            long invoked = clock.incrementAndGet();
            try {
                Optional<Entry> found = store.get(key);
                note(key, read(found, invoked, clock.incrementAndGet()));
                return found;
            } catch (StoreException e) {
                unanswered.incrementAndGet();
                return Optional.empty();
            }
        }

        /**
         * Reads the keys in one call.
         *
         * @param keys to be read
         */
        public void getAll(Collection<String> keys) {
            long invoked = clock.incrementAndGet();
            try {
                Map<String, Entry> found = store.getAll(keys);
                long answered = clock.incrementAndGet();
                for (String key : keys) {
                    note(
                            key,
                            read(Optional.ofNullable(found.get(key)), invoked, answered)
                                    .ofSeveralKeys());
                }
            } catch (StoreException e) {
                unanswered.incrementAndGet();
            }
        }

        /**
         * Adds a value of this actor's own.
         *
         * @param key to be added
         * @param length of the value
         */
        public void add(String key, int length) {
            String id = nextId();
            long invoked = clock.incrementAndGet();
            String version = "";
            Kind kind;
            try {
                AddResult result = store.add(key, TaggedValues.of(id, length));
                kind = result instanceof AddResult.Added ? Kind.ADDED : Kind.EXISTS;
                version = result instanceof AddResult.Added added
                        ? added.version().text()
                        : "";
            } catch (OutcomeUnknownException e) {
                kind = Kind.ADD_UNKNOWN;
            } catch (StoreException e) {
                kind = Kind.ADD_FAILED;
            }
            note(key, new RecordedOperation(name, kind, id, "", version, invoked, answered(kind)));
        }

        /**
         * Swaps to a value of this actor's own.
         *
         * @param key to be swapped
         * @param length of the value
         * @param expected version
         * @return whether it was answered with swapped
         */
        public boolean swap(String key, int length, Version expected) {
            String id = nextId();
            long invoked = clock.incrementAndGet();
            String version = "";
            Kind kind;
            try {
                SwapResult result = store.swap(key, TaggedValues.of(id, length), expected);
                kind = result instanceof SwapResult.Swapped
                        ? Kind.SWAPPED
                        : result instanceof SwapResult.Missing ? Kind.MISSING : Kind.CONFLICT;
                version = result instanceof SwapResult.Swapped swapped
                        ? swapped.version().text()
                        : "";
            } catch (OutcomeUnknownException e) {
                kind = Kind.SWAP_UNKNOWN;
            } catch (StoreException e) {
                kind = Kind.SWAP_FAILED;
            }
            note(key, new RecordedOperation(name, kind, id, expected.text(), version, invoked, answered(kind)));
            return kind == Kind.SWAPPED;
        }

        private String nextId() {
            writes++;
            return name + "." + writes;
        }

        private long answered(Kind kind) {
            if (kind.isOptional() || kind.failed()) {
                unanswered.incrementAndGet();
            }
            return kind.isOptional() ? RecordedOperation.NEVER : clock.incrementAndGet();
        }

        private RecordedOperation read(Optional<Entry> found, long invoked, long answered) {
            Kind kind = found.isPresent() ? Kind.FOUND : Kind.ABSENT;
            String value = found.map(entry -> TaggedValues.idOf(entry.value())).orElse("");
            String version = found.map(entry -> entry.version().text()).orElse("");
            return new RecordedOperation(name, kind, value, "", version, invoked, answered);
        }

        private void note(String key, RecordedOperation operation) {
            List<RecordedOperation> history = histories.computeIfAbsent(key, any -> new ArrayList<>());
            synchronized (history) {
                history.add(operation);
            }
        }
    }

    /** Makes a recorder without any operation. */
    public HistoryRecorder() {}

    /**
     * {@return a new caller}
     *
     * @param name that no other caller of the round has
     * @param store it uses
     */
    public Actor actor(String name, CasKeyValueStore store) {
        return new Actor(name, store);
    }

    /**
     * {@return how many operations on keys were noted}
     */
    public int operations() {
        return histories.values().stream().mapToInt(List::size).sum();
    }

    /**
     * {@return how many calls failed or were left in doubt}
     */
    public int unanswered() {
        return unanswered.get();
    }

    /**
     * Requires an explanation of every key's history. Called when all actors are done.
     *
     * @throws ClauseBroken if there is none, or if a clause was plainly broken
     */
    public void requireExplained() {
        histories.forEach((key, history) -> new KeyHistory(history).violation().ifPresent(violation -> {
            throw new ClauseBroken(
                    violation.clause(),
                    violation.message() + "\n  key " + key + ", time from left to right:\n"
                            + HistoryDiagram.of(violation.operations()));
        }));
    }
}
