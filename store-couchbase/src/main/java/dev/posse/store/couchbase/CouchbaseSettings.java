package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        OptionalInt managerPort,
        Optional<Path> trustCertificate,
        Optional<String> passwordEnv) {

    private static final String KNOWN = "durability (none, majority, majorityAndPersistToActive or persistToMajority),"
            + " timeout, durableTimeout, connectTimeout and openTimeout (such as 2500ms or 10s), managerPort, trustCertificate (a"
            + " file) and passwordEnv (an environment variable)";

    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,30}");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");

    private static final Map<String, DurabilityLevel> LEVELS = Map.of(
            "none", DurabilityLevel.NONE,
            "majority", DurabilityLevel.MAJORITY,
            "majorityAndPersistToActive", DurabilityLevel.MAJORITY_AND_PERSIST_TO_ACTIVE,
            "persistToMajority", DurabilityLevel.PERSIST_TO_MAJORITY);

    /** Reads what stands after the question mark; nothing of the values gets into a message. */
    static CouchbaseSettings parse(String query) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String setting : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = setting.split("=", 2);
            if (parts.length != 2
                    || parts[1].isEmpty()
                    || !NAME.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException(
                        "A setting of the Couchbase URI is not of the form name=value. Known: " + KNOWN);
            }
            if (given.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException("The Couchbase URI has the setting " + parts[0] + " twice");
            }
        }
        CouchbaseSettings settings = new CouchbaseSettings(
                Optional.ofNullable(given.remove("durability")).map(CouchbaseSettings::level),
                time("timeout", given.remove("timeout"), Duration.ofMillis(2500)),
                time("durableTimeout", given.remove("durableTimeout"), Duration.ofSeconds(10)),
                time("connectTimeout", given.remove("connectTimeout"), Duration.ofSeconds(5)),
                time("openTimeout", given.remove("openTimeout"), Duration.ofSeconds(10)),
                port(given.remove("managerPort")),
                Optional.ofNullable(given.remove("trustCertificate")).map(Path::of),
                Optional.ofNullable(given.remove("passwordEnv")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown setting of the Couchbase URI: " + given.keySet() + ". Known: " + KNOWN);
        }
        return settings;
    }

    private static DurabilityLevel level(String text) {
        return Optional.ofNullable(LEVELS.get(text))
                .orElseThrow(() -> new IllegalArgumentException("Unknown durability. Known settings: " + KNOWN));
    }

    private static Duration time(String name, @org.jspecify.annotations.Nullable String text, Duration fallback) {
        if (text == null) {
            return fallback;
        }
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The setting " + name + " is a time such as 2500ms, 10s or 1m");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static OptionalInt port(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("The setting managerPort is a port, 1 to 65535");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}
