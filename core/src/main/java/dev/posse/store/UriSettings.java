package dev.posse.store;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a store, as they stand behind the question mark of its URI: {@code name=value&name=value}.
 *
 * <p>A provider asks for each setting that it knows, and at last calls {@link #refuseOthers()}: so the settings that it knows are
 * written down once. Names are told apart without regard to case; in values, special characters are percent-encoded, and
 * a plus sign means itself. No message holds a value.
 *
 * <p>To be used by one thread.
 */
public final class UriSettings {

    private static final Pattern SETTING = Pattern.compile("([A-Za-z]{1,40})=(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,18})(ns|us|ms|s|m|h|d|)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private final Map<String, Given> given;
    private final List<String> known = new ArrayList<>();

    /** A setting as it was written. */
    private record Given(String name, String value) {}

    private UriSettings(Map<String, Given> given) {
        this.given = given;
    }

    /**
     * Parses settings.
     *
     * @param query what stands behind the question mark, or nothing
     * @return the settings
     * @throws IllegalArgumentException if one is not of the form {@code name=value}, or stands twice
     */
    public static UriSettings parse(String query) {
        Objects.requireNonNull(query, "query");
        Map<String, Given> given = new LinkedHashMap<>();
        String[] pairs = query.isEmpty() ? new String[0] : query.split("&", -1);
        for (int at = 0; at < pairs.length; at++) {
            Matcher parts = SETTING.matcher(pairs[at]);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "Setting " + (at + 1) + " of the URI is not of the form name=value, the name of letters only");
            }
            String name = parts.group(1);
            String value = PercentEncoding.decoded("the setting " + name, parts.group(2));
            if (given.put(name.toLowerCase(Locale.ROOT), new Given(name, value)) != null) {
                throw new IllegalArgumentException("The setting " + name + " stands twice in the URI");
            }
        }
        return new UriSettings(given);
    }

    /**
     * Asks for a text.
     *
     * @param name of the setting
     * @return its value, which may be empty; or nothing if it is not given
     */
    public Optional<String> text(String name) {
        Objects.requireNonNull(name, "name");
        known.add(name);
        return Optional.ofNullable(given.get(name.toLowerCase(Locale.ROOT))).map(Given::value);
    }

    /**
     * Asks for a number.
     *
     * @param name of the setting
     * @param least that it may be, 0 at least
     * @param most that it may be, 999,999,999 at most
     * @return the number, or nothing if it is not given
     * @throws IllegalArgumentException if it is no such number
     */
    public Optional<Integer> number(String name, int least, int most) {
        Objects.requireNonNull(name, "name");
        return text(name).map(value -> {
            int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        "The setting " + name + " is a number from " + least + " to " + most);
            }
            return number;
        });
    }

    /**
     * Asks for a time: a number with its unit, {@code ns}, {@code us}, {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}, or
     * a number of milliseconds.
     *
     * @param name of the setting
     * @param least that it may be
     * @param most that it may be
     * @return the time, or nothing if it is not given
     * @throws IllegalArgumentException if it is no such time
     */
    public Optional<Duration> duration(String name, Duration least, Duration most) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(least, "least");
        Objects.requireNonNull(most, "most");
        return text(name).map(value -> {
            Matcher parts = TIME.matcher(value.toLowerCase(Locale.ROOT));
            // As a whole number of any size: a day times 18 digits is more than a Duration can hold.
            BigInteger nanos = parts.matches()
                    ? new BigInteger(parts.group(1))
                            .multiply(BigInteger.valueOf(UNITS.getOrDefault(parts.group(2), Duration.ZERO)
                                    .toNanos()))
                    : BigInteger.ONE.negate();
            if (nanos.compareTo(nanos(least)) < 0 || nanos.compareTo(nanos(most)) > 0) {
                throw new IllegalArgumentException("The setting " + name + " is a time from " + shown(least) + " to "
                        + shown(most) + ", such as 2500ms or 10s");
            }
            return Duration.ofNanos(nanos.longValueExact());
        });
    }

    /**
     * Asks for one of several values.
     *
     * @param <T> what the values mean
     * @param name of the setting
     * @param choices what each value means; written without regard to case
     * @return what the value means, or nothing if it is not given
     * @throws IllegalArgumentException if it is another value
     */
    public <T> Optional<T> choice(String name, Map<String, T> choices) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(choices, "choices");
        return text(name)
                .map(value -> choices.entrySet().stream()
                        .filter(choice -> choice.getKey().equalsIgnoreCase(value))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("The setting " + name + " is "
                                + String.join(
                                        " or ",
                                        choices.keySet().stream().sorted().toList()))));
    }

    /**
     * Refuses settings that nobody has asked for; to be called after all others.
     *
     * @throws IllegalArgumentException if there is one; the message lists those that were asked for
     */
    public void refuseOthers() {
        for (Given one : given.values()) {
            if (known.stream().noneMatch(one.name()::equalsIgnoreCase)) {
                throw new IllegalArgumentException("There is no setting " + one.name() + ". "
                        + (known.isEmpty() ? "This store has none" : "Settings: " + String.join(", ", known)));
            }
        }
    }

    /** Names the settings that are given, without their values, which may be secret. */
    @Override
    public String toString() {
        return "UriSettings" + given.values().stream().map(Given::name).toList();
    }

    private static BigInteger nanos(Duration time) {
        return BigInteger.valueOf(time.toNanos());
    }

    private static String shown(Duration time) {
        if (time.toMinutes() > 0 && time.equals(Duration.ofMinutes(time.toMinutes()))) {
            return time.toMinutes() + "m";
        }
        boolean whole = time.toSeconds() > 0 && time.equals(Duration.ofSeconds(time.toSeconds()));
        return whole ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
