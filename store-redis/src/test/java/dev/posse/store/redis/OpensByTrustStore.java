package dev.posse.store.redis;

import dev.posse.store.CasKeyValueStore;

/** An application of its own: its JVM is told which certificates to trust. */
final class OpensByTrustStore {

    private OpensByTrustStore() {}

    public static void main(String... uri) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri[0])) {
            System.out.println("opened " + store.get("nothing").isEmpty());
        }
    }
}
