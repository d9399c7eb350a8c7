package dev.posse.store.redis;

import dev.posse.store.redis.RedisSettings.Swapping;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings in a URI.
 *
 * @param ours settings of the store
 * @param lettuceQuery the rest, for Lettuce; empty or with a question mark
 */
record UriSettings(RedisSettings ours, String lettuceQuery) {

    private static final Set<String> LETTUCE =
            Set.of("database", "db", "clientname", "libraryname", "libraryversion", "verifypeer", "sentinelmasterid");

    private static final Map<String, BiFunction<RedisSettings, String, RedisSettings>> OURS = readers();

    /** All names, for messages. */
    static final String NAMES =
            "timeout, swap, keyPrefix, poolSize, poolWait, replicas, replicaWait; and Lettuce's own:"
                    + " database, clientName, libraryName, libraryVersion, verifyPeer, sentinelMasterId";

    private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|us|ns|s|m|h|d|)");

    /**
     * Parses what stands behind the question mark.
     *
     * @throws IllegalArgumentException if a setting is unknown or has no fitting value
     */
    static UriSettings parse(String query, boolean sentinel) {
        RedisSettings settings = RedisSettings.standard();
        List<String> rest = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String key = name.toLowerCase(Locale.ROOT);
            boolean lettuces = LETTUCE.contains(key) && (sentinel || !key.equals("sentinelmasterid"));
            if (equals < 0 || !(lettuces || OURS.containsKey(key))) {
                throw new IllegalArgumentException("The Redis store has no setting " + name + ". Settings: " + NAMES);
            }
            if (values.put(key, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)) != null) {
                throw new IllegalArgumentException("The setting " + name + " stands twice in the URI");
            }
            if (lettuces) {
                rest.add(pair);
            }
        }
        // In this order whatever the URI's, for a time-out is checked against another.
        for (Map.Entry<String, BiFunction<RedisSettings, String, RedisSettings>> one : OURS.entrySet()) {
            String value = values.get(one.getKey());
            settings = value == null ? settings : one.getValue().apply(settings, value);
        }
        return new UriSettings(settings, rest.isEmpty() ? "" : "?" + String.join("&", rest));
    }

    private static Map<String, BiFunction<RedisSettings, String, RedisSettings>> readers() {
        Map<String, BiFunction<RedisSettings, String, RedisSettings>> ours = new LinkedHashMap<>();
        ours.put("timeout", (settings, value) -> settings.withTimeout(time("timeout", value)));
        ours.put("swap", (settings, value) -> settings.withSwapping(swapping(value)));
        ours.put("keyprefix", RedisSettings::withKeyPrefix);
        ours.put("poolsize", (settings, value) -> settings.withPool(number("poolSize", value), settings.poolWait()));
        ours.put("poolwait", (settings, value) -> settings.withPool(settings.poolSize(), time("poolWait", value)));
        ours.put(
                "replicawait",
                (settings, value) -> settings.withReplicas(settings.replicas(), time("replicaWait", value)));
        ours.put(
                "replicas",
                (settings, value) -> settings.withReplicas(number("replicas", value), settings.replicaWait()));
        return ours;
    }

    private static Swapping swapping(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "watch" -> Swapping.WATCH;
            case "script" -> Swapping.SCRIPT;
            default -> throw new IllegalArgumentException("The setting swap is watch or script");
        };
    }

    private static int number(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("The setting " + name + " is a number");
        }
        return Integer.parseInt(value);
    }

    private static Duration time(String name, String value) {
        Matcher matcher = TIME.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The setting " + name + " is a number with a unit: ns, us, ms, s, m, h or d; without one, ms");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ns" -> Duration.ofNanos(count);
            case "us" -> Duration.ofNanos(Math.multiplyExact(count, 1000));
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofMillis(count);
        };
    }
}
