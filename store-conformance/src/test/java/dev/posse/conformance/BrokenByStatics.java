package dev.posse.conformance;

import dev.posse.conformance.fault.ClientOpener;
import dev.posse.conformance.fault.IsolatedClient;
import dev.posse.conformance.report.Clause;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stores that keep their clients apart by a lock in a static field, which holds in one process. */
final class BrokenByStatics {

    private static final String STATIC = "a static lock";
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
                        () -> new Isolated(Swaps.class)));
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
