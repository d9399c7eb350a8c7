package dev.posse.conformance;

import dev.posse.conformance.fault.ClientOpener;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that keep their clients apart by a lock in a static field, which holds in one process. */
final class BrokenByStatics {

    private static final String STATIC = "shared by one process";
    private static final String ISOLATED = "clients that share no class";

    private BrokenByStatics() {}

    static List<BrokenStore> all() {
        return List.of(
                new BrokenStore(
                        STATIC,
                        "looks, then writes, under a static lock: add",
                        Clause.S2,
                        ISOLATED,
                        () -> new Isolated(Adds.class)),
                new BrokenStore(
                        STATIC,
                        "looks, then writes, under a static lock: swap",
                        Clause.S4,
                        ISOLATED,
                        () -> new Isolated(Swaps.class)),
                new BrokenStore(
                        STATIC,
                        "a cache that all clients of the process share",
                        Clause.S1,
                        ISOLATED + ", as of two processes, read",
                        () -> new Isolated(Caches.class)),
                new BrokenStore(
                        STATIC,
                        "chains look, then write, under a static lock",
                        Clause.S22,
                        ISOLATED + ", as of two processes, race with chains",
                        () -> new Isolated(Chains.class)));
    }

    /** A test class that tells how to open a client which shares nothing. */
    static final class Isolated extends TcpConformance {
        private final Class<? extends ClientOpener> opener;

        Isolated(Class<? extends ClientOpener> opener) {
            super((host, port, timeout) -> {
                try {
                    return opener.getConstructor().newInstance().open(host + ":" + port);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            this.opener = opener;
        }

        @Override
        protected Optional<IsolatedClient> isolatedClient() {
            return Optional.of(new IsolatedClient(opener, address()));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    /** Opens the one whose adds are wrong. */
    public static final class Adds implements ClientOpener {
        /** For the loader. */
        public Adds() {}

        @Override
        public CasKeyValueStore open(String address) {
            return new LockedAdds(port(address));
        }
    }

    /** Opens the one whose swaps are wrong. */
    public static final class Swaps implements ClientOpener {
        /** For the loader. */
        public Swaps() {}

        @Override
        public CasKeyValueStore open(String address) {
            return new LockedSwaps(port(address));
        }
    }

    /** Opens the one that remembers for all of its process. */
    public static final class Caches implements ClientOpener {
        /** For the loader. */
        public Caches() {}

        @Override
        public CasKeyValueStore open(String address) {
            return new Cached(port(address));
        }
    }

    /** Opens the one whose chains are wrong. */
    public static final class Chains implements ClientOpener {
        /** For the loader. */
        public Chains() {}

        @Override
        public CasKeyValueStore open(String address) {
            return new LockedChains(port(address));
        }
    }

    /** Each write of this process forgets what was read; nobody tells of the writes of others. */
    static final class Cached extends TcpStore {
        private static final Map<String, Entry> CACHE = new ConcurrentHashMap<>();

        Cached(int port) {
            super("127.0.0.1", port, 5_000);
        }

        @Override
        public Optional<Entry> get(String key) {
            Optional<Entry> known = Optional.ofNullable(CACHE.get(key));
            if (known.isPresent()) {
                return known;
            }
            Optional<Entry> found = super.get(key);
            found.ifPresent(entry -> CACHE.put(key, entry));
            return found;
        }

        @Override
        public AddResult add(String key, byte[] value) {
            CACHE.remove(key);
            return super.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            CACHE.remove(key);
            try {
                return super.swap(key, value, expected);
            } finally {
                CACHE.remove(key);
            }
        }
    }

    /** Single writes are right; those of a chain look at the version and then write over whatever is there. */
    static final class LockedChains extends Putting {
        private static final Object LOCK = new Object();

        LockedChains(int port) {
            super(port);
        }

        @Override
        public ChainResult chain(List<ChainedWrite> links) {
            List<Optional<Version>> happened = new ArrayList<>();
            synchronized (LOCK) {
                for (ChainedWrite link : links) {
                    if (!get(link.key()).map(Entry::version).equals(expected(link, happened))) {
                        return new ChainResult(happened, new ChainResult.Ending.Refused());
                    }
                    happened.add(made(link));
                }
            }
            return new ChainResult(happened, new ChainResult.Ending.Complete());
        }

        private static Optional<Version> expected(ChainedWrite link, List<Optional<Version>> happened) {
            if (link instanceof ChainedWrite.Swap swap) {
                return Optional.of(swap.expected());
            } else if (link instanceof ChainedWrite.SwapOf swap) {
                return happened.get(swap.link());
            }
            return link instanceof ChainedWrite.Expect expect ? Optional.of(expect.expected()) : Optional.empty();
        }

        private Optional<Version> made(ChainedWrite link) {
            if (link instanceof ChainedWrite.Add add) {
                return Optional.of(put(add.key(), add.value()));
            } else if (link instanceof ChainedWrite.Swap swap) {
                return Optional.of(put(swap.key(), swap.value()));
            } else if (link instanceof ChainedWrite.SwapOf swap) {
                return Optional.of(put(swap.key(), swap.value()));
            }
            return link instanceof ChainedWrite.Expect expect ? Optional.of(expect.expected()) : Optional.empty();
        }
    }

    /** Writes whatever is there. */
    abstract static class Putting extends TcpStore {
        Putting(int port) {
            super("127.0.0.1", port, 5_000);
        }

        final Version put(String key, byte[] value) {
            try {
                return new Version(ask(new Request(TcpDatabase.PUT, key, value.clone(), ""))
                        .version());
            } catch (IOException e) {
                throw new OutcomeUnknownException("no answer", e);
            }
        }
    }

    static final class LockedAdds extends Putting {
        private static final Object LOCK = new Object();

        LockedAdds(int port) {
            super(port);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            synchronized (LOCK) {
                return get(key).isPresent() ? AddResult.exists() : AddResult.added(put(key, value));
            }
        }
    }

    static final class LockedSwaps extends Putting {
        private static final Object LOCK = new Object();

        LockedSwaps(int port) {
            super(port);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            synchronized (LOCK) {
                Optional<Entry> found = get(key);
                if (found.isEmpty()) {
                    return SwapResult.missing();
                }
                return found.get().version().equals(expected)
                        ? SwapResult.swapped(put(key, value))
                        : SwapResult.conflict();
            }
        }
    }
}
