package dev.posse.store.memcached;

import dev.posse.store.UriSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,100}");

    /**
     * Asks a URI for its settings.
     *
     * @throws IllegalArgumentException if there is one that the store does not know, or one with a value that does not fit
     */
    static MemcachedSettings from(UriSettings given) {
        MemcachedSettings settings = new MemcachedSettings(
                given.choice("protocol", Map.of("binary", Protocol.BINARY, "text", Protocol.TEXT))
                        .orElse(Protocol.BINARY),
                given.duration("timeout", SHORTEST, LONGEST).orElse(Duration.ofMillis(2500)),
                given.duration("openTimeout", SHORTEST, LONGEST).orElse(Duration.ofSeconds(5)),
                given.choice("evictions", Map.of("refuse", Eviction.REFUSE, "accept", Eviction.ACCEPT))
                        .orElse(Eviction.REFUSE),
                given.text("names").map(MemcachedSettings::names).orElse(List.of()));
        given.refuseOthers();
        return settings;
    }

    private static List<String> names(String text) {
        List<String> names = List.of(text.split(",", -1));
        if (!names.stream().allMatch(name -> SERVER_NAME.matcher(name).matches())) {
            throw new IllegalArgumentException(
                    "The setting names has one name for each server, of letters, digits and ._:[]-");
        }
        return names;
    }
}
