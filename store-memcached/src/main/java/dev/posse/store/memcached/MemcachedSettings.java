package dev.posse.store.memcached;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a store URI, each with its default.
 *
 * @param protocol spoken with all servers
 * @param timeout bound of a call
 * @param openTimeout bound of opening the store
 * @param eviction what to do about a server that may evict
 * @param names of the servers on the ring, in the order of the URI; empty to name them by host and port
 */
record MemcachedSettings(
        Protocol protocol, Duration timeout, Duration openTimeout, Eviction eviction, List<String> names) {

    /** How to speak with memcached. */
    enum Protocol {
        /** What a write is answered bears the new version. */
        BINARY,
        /** Each write costs one more read to learn the version. */
        TEXT
    }

    /** What to do about a server that may evict. */
    enum Eviction {
        /** Not to open. */
        REFUSE,
        /** To open, and to say so in the fitness. */
        ACCEPT
    }

    private static final String KNOWN = "protocol (binary or text), timeout and openTimeout (such as 2500ms or 5s),"
            + " evictions (refuse or accept) and names (one for each server, such as a,b,c)";

    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,30}");
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");
    private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,100}");

    /** Reads what stands after the question mark of a URI. */
    static MemcachedSettings parse(String query) {
        Map<String, String> given = given(query);
        MemcachedSettings settings = new MemcachedSettings(
                choice("protocol", given, Map.of("binary", Protocol.BINARY, "text", Protocol.TEXT), Protocol.BINARY),
                time("timeout", given, Duration.ofMillis(2500)),
                time("openTimeout", given, Duration.ofSeconds(5)),
                choice(
                        "evictions",
                        given,
                        Map.of("refuse", Eviction.REFUSE, "accept", Eviction.ACCEPT),
                        Eviction.REFUSE),
                names(Optional.ofNullable(given.remove("names"))));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown setting of the memcached store: " + given.keySet() + ". Known: " + KNOWN);
        }
        return settings;
    }

    private static Map<String, String> given(String query) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String setting : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = setting.split("=", 2);
            if (parts.length != 2
                    || parts[1].isEmpty()
                    || !NAME.matcher(parts[0]).matches()) {
                throw new IllegalArgumentException(
                        "A setting of the memcached store is not of the form name=value. Known: " + KNOWN);
            }
            if (given.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException("The memcached store has the setting " + parts[0] + " twice");
            }
        }
        return given;
    }

    private static <T> T choice(String name, Map<String, String> given, Map<String, T> choices, T fallback) {
        String text = given.remove(name);
        if (text == null) {
            return fallback;
        }
        return Optional.ofNullable(choices.get(text))
                .orElseThrow(() ->
                        new IllegalArgumentException("The setting " + name + " has another value. Known: " + KNOWN));
    }

    private static Duration time(String name, Map<String, String> given, Duration fallback) {
        String text = given.remove(name);
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

    private static List<String> names(Optional<String> text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> names = List.of(text.get().split(",", -1));
        if (!names.stream().allMatch(name -> SERVER_NAME.matcher(name).matches())) {
            throw new IllegalArgumentException(
                    "The setting names has one name for each server, of letters, digits and ._:[]-");
        }
        return names;
    }
}
