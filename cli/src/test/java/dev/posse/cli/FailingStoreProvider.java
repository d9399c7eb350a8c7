package dev.posse.cli;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreProvider;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * {@code down:NAME}, {@code crashing:NAME}, {@code mute:NAME}, {@code choosy:NAME}, {@code showing:NAME} and {@code partly:NAME}: the
 * store {@code shared:NAME}, when something is wrong.
 */
public final class FailingStoreProvider implements StoreProvider {

    /** For the service loader. */
    public FailingStoreProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("down", "crashing", "mute", "choosy", "showing", "partly");
    }

    @Override
    public CasKeyValueStore open(String uri) {
        String scheme = uri.substring(0, uri.indexOf(':'));
        if (scheme.equals("down") || scheme.equals("partly")) {
            throw new StoreException("Nobody answers at " + uri);
        }
        CasKeyValueStore well = CasKeyValueStore.open("shared" + uri.substring(uri.indexOf(':')));
        return switch (scheme) {
            case "mute" -> new Mute(well);
            case "choosy" -> new Choosy(well, false);
            case "showing" -> new Choosy(well, true);
            default -> new Crashing();
        };
    }

    @Override
    public CasKeyValueStore openPartly(String uri) {
        return uri.startsWith("partly:")
                ? new Partly(CasKeyValueStore.open(uri.replace("partly:", "shared:")))
                : open(uri);
    }

    /** Has everything but accounts. */
    private record Partly(CasKeyValueStore store) implements CasKeyValueStore {
        private void requireThere(String key) {
            if (key.startsWith("account/")) {
                throw new StoreException("The server of " + key + " did not answer when this store was opened");
            }
        }

        @Override
        public Optional<Entry> get(String key) {
            requireThere(key);
            return store.get(key);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            requireThere(key);
            return store.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            requireThere(key);
            return store.swap(key, value, expected);
        }

        @Override
        public Optional<String> incarnation() {
            throw new StoreException("A server does not answer");
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Reads no values that begin with FOREIGN. */
    private record Choosy(CasKeyValueStore store, boolean shows) implements CasKeyValueStore {
        @Override
        public Optional<ForeignValue> foreignValue(String key) {
            return store.get(key)
                    .filter(entry -> shows && isForeign(entry))
                    .map(entry -> new ForeignValue("a string", entry.value(), entry.version()));
        }

        private static boolean isForeign(Entry entry) {
            return new String(entry.value(), StandardCharsets.UTF_8).startsWith("FOREIGN");
        }

        @Override
        public Optional<Entry> get(String key) {
            return store.get(key).map(entry -> {
                if (isForeign(entry)) {
                    throw new StoreException("What is held for " + key + " was not written by this store");
                }
                return entry;
            });
        }

        @Override
        public AddResult add(String key, byte[] value) {
            return store.add(key, value);
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            return store.swap(key, value, expected);
        }

        @Override
        public Optional<String> incarnation() {
            return store.incarnation();
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Reads, and never tells whether it has written. */
    private record Mute(CasKeyValueStore store) implements CasKeyValueStore {
        @Override
        public Optional<Entry> get(String key) {
            return store.get(key);
        }

        @Override
        public AddResult add(String key, byte[] value) {
            throw new OutcomeUnknownException("Nobody knows whether " + key + " was written");
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            throw new OutcomeUnknownException("Nobody knows whether " + key + " was written");
        }

        @Override
        public Optional<String> incarnation() {
            return store.incarnation();
        }

        @Override
        public StoreFitness fitness() {
            return store.fitness();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Has a bug. */
    private record Crashing() implements CasKeyValueStore {
        @Override
        public Optional<Entry> get(String key) {
            throw new ArrayIndexOutOfBoundsException("a bug");
        }

        @Override
        public AddResult add(String key, byte[] value) {
            throw new ArrayIndexOutOfBoundsException("a bug");
        }

        @Override
        public SwapResult swap(String key, byte[] value, Version expected) {
            throw new ArrayIndexOutOfBoundsException("a bug");
        }

        @Override
        public StoreFitness fitness() {
            throw new StackOverflowError("a bug");
        }

        @Override
        public void close() {}
    }
}
