package dev.posse.examples;

import dev.posse.store.CasKeyValueStore;
import picocli.CommandLine.Option;

/** The store that a command works on. */
final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "URI",
            required = true,
            description = "Such as redis://localhost:6379, memcached://localhost or couchbase://user@localhost/posse.")
    private String uri = "";

    CasKeyValueStore open() {
        return CasKeyValueStore.open(uri);
    }
}
