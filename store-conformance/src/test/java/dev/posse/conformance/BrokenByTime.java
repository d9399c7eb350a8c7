package dev.posse.conformance;

import dev.posse.conformance.SimulatedConformance.Restarting;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is gone with the client that wrote it, with the last moment before a restart, or is not yet at another replica. */
final class BrokenByTime {

    private static final String LEFT = "what a client leaves behind";
    private static final String MOMENT = "losses of a moment";
    private static final String REPLICAS = "replicas";
    private static final String BEHIND = "what a client leaves behind";
    private static final String LAST_MOMENT = "last moment before a restart";
    private static final String FAILOVER = "over a failover under load";
    private static final String AT_ANOTHER = "read at another one at once";

    private BrokenByTime() {}

    static List<BrokenStore> all() {
        return List.of(
                BrokenStore.client(
                        LEFT, "keys vanish when their client is closed", Clause.S18, BEHIND, GoneAtClose::new),
                BrokenStore.client(
                        LEFT, "keys vanish a second after their client is closed", Clause.S18, BEHIND, GoneLater::new),
                BrokenStore.client(
                        LEFT,
                        "keys vanish when their client is cut off for longer than its lease",
                        Clause.S18,
                        BEHIND,
                        GoneWithLease::new),
                restarting(
                        MOMENT,
                        "the last 0.3 ms before a restart are gone",
                        Clause.S18,
                        () -> new Forgetting(300_000, 0)),
                restarting(
                        MOMENT,
                        "the last ten writes before a restart are gone",
                        Clause.S18,
                        () -> new Forgetting(0, 10)),
                restarting(MOMENT, "what was swapped last falls back", Clause.S18, SwapsFallBack::new),
                failing(
                        "versions repeat after a failover that loses the last ones",
                        Clause.S5,
                        RepeatsVersions::new,
                        false),
                failing("a failover loses what it must not", Clause.S18, () -> new Forgetting(0, 3), true),
                replica("reads come from a replica that is two milliseconds behind", 0),
                replica("reads come from a replica, and one write in forty arrives with the next one", 40));
    }

    private static BrokenStore restarting(
            String kind, String defect, Clause clause, Supplier<SimulatedDatabase> database) {
        return BrokenStore.database(kind, defect, clause, LAST_MOMENT, database);
    }

    private static BrokenStore failing(
            String defect, Clause clause, Supplier<SimulatedDatabase> databases, boolean keeps) {
        return new BrokenStore(MOMENT, defect, clause, FAILOVER, () -> new FailingOver(databases, keeps));
    }

    private static BrokenStore replica(String defect, int oneIn) {
        return new BrokenStore(REPLICAS, defect, Clause.S1, AT_ANOTHER, () -> new Replicated(oneIn));
    }

    /** A database that can fail over. */
    static final class FailingOver extends SimulatedConformance {
        private final boolean keeps;

        FailingOver(Supplier<SimulatedDatabase> databases, boolean keeps) {
            super(databases, SimulatedStore::new, Restarting.KEEPS);
            this.keeps = keeps;
        }

        @Override
        protected Optional<Restart> failover() {
            Restart.Action action = () -> database().restart();
            return Optional.of(keeps ? Restart.failover(action) : Restart.failoverThatMayLose(action));
        }
    }

    /** A client that reads what a replica has got by now, and writes at the first node. */
    static final class Replicated extends SimulatedConformance {
        private final int oneIn;

        Replicated(int oneIn) {
            super(Lagging::new, SimulatedStore::new, Restarting.KEEPS);
            this.oneIn = oneIn;
        }

        @Override
        protected Optional<CasKeyValueStore> openClientOfAnotherReplica() {
            Lagging lagging = (Lagging) database();
            return Optional.of(new SimulatedStore(lagging, new SimulatedLink()) {
                @Override
                public Optional<Entry> get(String key) {
                    requireOpen();
                    return read(() -> lagging.atReplica(key, oneIn));
                }

                @Override
                public Map<String, Entry> getAll(Collection<String> keys) {
                    Map<String, Entry> found = new LinkedHashMap<>();
                    keys.forEach(key -> get(key).ifPresent(entry -> found.put(key, entry)));
                    return Map.copyOf(found);
                }
            });
        }
    }

    static final class Lagging extends SimulatedDatabase {
        private final Map<String, Optional<Entry>> before = new HashMap<>();
        private final Map<String, Long> written = new HashMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private long writes;

        @Override
        synchronized Version put(String key, byte[] value) {
            before.put(key, get(key));
            written.put(key, System.nanoTime());
            numbers.put(key, ++writes);
            return super.put(key, value);
        }

        synchronized Optional<Entry> atReplica(String key, int oneIn) {
            boolean young = System.nanoTime() - written.getOrDefault(key, 0L) < 2_000_000;
            long number = numbers.getOrDefault(key, 0L);
            boolean behind = oneIn == 0 ? young : number == writes && number % oneIn == 0;
            return behind ? before.getOrDefault(key, get(key)) : get(key);
        }
    }

    /** Who has written which key. */
    abstract static class Owning extends SimulatedStore {
        final Set<String> own = ConcurrentHashMap.newKeySet();

        Owning(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            AddResult result = super.add(key, value);
            if (result instanceof AddResult.Added) {
                own.add(key);
            }
            return result;
        }

        final void vanish() {
            synchronized (database) {
                database.entries.keySet().removeAll(own);
            }
        }
    }

    static final class GoneAtClose extends Owning {
        GoneAtClose(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public void close() {
            super.close();
            vanish();
        }
    }

    static final class GoneLater extends Owning {
        GoneLater(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
        }

        @Override
        public void close() {
            super.close();
            TcpDatabase.daemon(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
                vanish();
            });
        }
    }

    static final class GoneWithLease extends Owning {
        GoneWithLease(SimulatedDatabase database, SimulatedLink link) {
            super(database, link);
            TcpDatabase.daemon(() -> {
                for (int look = 0; look < 1_000; look++) {
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                    if (link.brokenMillis() > 1_000) {
                        vanish();
                        return;
                    }
                }
            });
        }
    }

    /** Writes to its disk a moment after it has answered, or after so many more writes. */
    static final class Forgetting extends SimulatedDatabase {
        private record Write(long at, String key, @Nullable Entry before) {}

        private final long nanos;
        private final int last;
        private final Deque<Write> journal = new ArrayDeque<>();

        Forgetting(long nanos, int last) {
            this.nanos = nanos;
            this.last = last;
        }

        @Override
        synchronized Version put(String key, byte[] value, Version version) {
            journal.addLast(new Write(System.nanoTime(), key, entries.get(key)));
            if (journal.size() > 1_000) {
                journal.removeFirst();
            }
            return super.put(key, value, version);
        }

        @Override
        synchronized void crash() {
            long now = System.nanoTime();
            for (int number = 0; !journal.isEmpty(); number++) {
                Write write = journal.removeLast();
                if (number >= last && now - write.at() > nanos) {
                    break;
                }
                if (write.before() == null) {
                    entries.remove(write.key());
                } else {
                    entries.put(write.key(), write.before());
                }
            }
            journal.clear();
        }
    }

    static final class SwapsFallBack extends SimulatedDatabase {
        private final Map<String, Entry> before = new HashMap<>();
        private final Map<String, Long> at = new HashMap<>();

        @Override
        synchronized SwapResult swap(String key, byte[] value, Version expected) {
            Entry old = entries.get(key);
            SwapResult result = super.swap(key, value, expected);
            if (old != null && result instanceof SwapResult.Swapped) {
                before.put(key, old);
                at.put(key, System.nanoTime());
            }
            return result;
        }

        @Override
        synchronized void crash() {
            at.forEach((key, when) -> {
                if (System.nanoTime() - when < 2_000_000) {
                    entries.put(key, before.get(key));
                }
            });
        }
    }

    /** The counter of all writes goes on from where the replica that takes over has got to. */
    static final class RepeatsVersions extends SimulatedDatabase {
        private long count;

        @Override
        synchronized Version put(String key, byte[] value) {
            return put(key, value, new Version("" + ++count));
        }

        @Override
        synchronized void crash() {
            count = Math.max(0, count - 200);
        }
    }
}
