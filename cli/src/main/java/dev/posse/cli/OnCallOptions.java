package dev.posse.cli;

import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What all commands for the person on call have in common: the store, and for whom they speak. */
final class OnCallOptions {

    @Option(
            names = "--store",
            paramLabel = "URI",
            required = true,
            defaultValue = "${env:POSSE_STORE}",
            description =
                    "Such as redis://localhost:6379, memcached://localhost or couchbase://user@localhost/posse; by"
                            + " default what the environment variable POSSE_STORE says.")
    private String uri = "";

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:POSSE_PREFIX}",
            description =
                    "What the application puts before all keys with withPrefix, such as shop/; by default what the"
                            + " environment variable POSSE_PREFIX says, or nothing. A keyPrefix of Redis belongs into the URI.")
    private Optional<String> prefix = Optional.empty();

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    /** For commands that change something, or need to know that the data is whole. */
    CasKeyValueStore open() {
        return opened(CasKeyValueStore::open);
    }

    /** For commands that look, and go on where a part of the store does not answer. */
    CasKeyValueStore openPartly() {
        return opened(CasKeyValueStore::openPartly);
    }

    private CasKeyValueStore opened(Function<String, CasKeyValueStore> opening) {
        CasKeyValueStore store;
        try {
            store = opening.apply(uri);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        try {
            return prefix.map(store::withPrefix).orElse(store);
        } catch (IllegalArgumentException e) {
            store.close();
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Opens a node that patrols nothing; the store stays the caller's to close. */
    static Posse node(PosseBuilder settings) {
        Posse posse = settings.node("on-call").open();
        posse.stopPatrols();
        return posse;
    }

    /** The store as it was typed; it may hold a password. */
    String uri() {
        return uri;
    }

    Optional<String> prefix() {
        return prefix;
    }

    /** Whether the next command finds the same store without an option. */
    boolean isFromEnvironment() {
        return uri.equals(System.getenv("POSSE_STORE"));
    }

    boolean isJson() {
        return json;
    }
}
