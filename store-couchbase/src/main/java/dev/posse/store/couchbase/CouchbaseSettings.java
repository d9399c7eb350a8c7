package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import dev.posse.store.UriSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a store URI, each with its default.
 *
 * @param durability what a write waits for; empty to choose by the bucket
 * @param timeout bound of a read, and of a write without durability
 * @param durableTimeout bound of a write with durability
 * @param connectTimeout bound of one attempt to connect to a node
 * @param openTimeout bound of opening the store
 * @param managerPort port of the management API, where it is not the usual one
 * @param trustCertificate file with the certificates to trust, where they are not the system's
 * @param passwordEnv environment variable with the password, where it is not the usual one
 */
record CouchbaseSettings(
        Optional<DurabilityLevel> durability,
        Duration timeout,
        Duration durableTimeout,
        Duration connectTimeout,
        Duration openTimeout,
        Optional<Integer> managerPort,
        Optional<Path> trustCertificate,
        Optional<String> passwordEnv) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Map<String, DurabilityLevel> LEVELS = Map.of(
            "none", DurabilityLevel.NONE,
            "majority", DurabilityLevel.MAJORITY,
            "majorityAndPersistToActive", DurabilityLevel.MAJORITY_AND_PERSIST_TO_ACTIVE,
            "persistToMajority", DurabilityLevel.PERSIST_TO_MAJORITY);

    /**
     * Asks a URI for its settings.
     *
     * @throws IllegalArgumentException if there is one that the store does not know, or one with a value that does not fit
     */
    static CouchbaseSettings from(UriSettings given) {
        CouchbaseSettings settings = new CouchbaseSettings(
                given.choice("durability", LEVELS),
                given.duration("timeout", SHORTEST, LONGEST).orElse(Duration.ofMillis(2500)),
                given.duration("durableTimeout", SHORTEST, LONGEST).orElse(Duration.ofSeconds(10)),
                given.duration("connectTimeout", SHORTEST, LONGEST).orElse(Duration.ofSeconds(5)),
                given.duration("openTimeout", SHORTEST, LONGEST).orElse(Duration.ofSeconds(10)),
                given.number("managerPort", 1, 65535),
                given.text("trustCertificate").map(CouchbaseSettings::file),
                given.text("passwordEnv").map(CouchbaseSettings::variable));
        given.refuseOthers();
        return settings;
    }

    private static Path file(String name) {
        try {
            if (!name.isEmpty()) {
                return Path.of(name);
            }
        } catch (InvalidPathException e) {
            // Without the cause, whose words are the value.
        }
        throw new IllegalArgumentException("The setting trustCertificate is the name of a file");
    }

    private static String variable(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The setting passwordEnv is the name of an environment variable");
        }
        return name;
    }
}
