package dev.posse.conformance.check;

import java.time.Duration;

/**
 * How much a run does.
 *
 * @param name as in the system property
 * @param factor multiplies the rounds of a normal run; below one for a quick one
 * @param checkLimit after which a single check counts as hanging
 */
public record RunSize(String name, double factor, Duration checkLimit) {

    /**
     * {@return a run for the inner loop}
     */
    public static RunSize quick() {
        return new RunSize("quick", 0.1, Duration.ofSeconds(60));
    }

    /**
     * {@return the size of this name}
     *
     * @param name as in the system property
     * @throws IllegalArgumentException if no size is called so
     */
    public static RunSize named(String name) {
        return switch (name) {
            case "quick" -> quick();
            case "normal" -> new RunSize(name, 1, Duration.ofMinutes(2));
            case "long" -> new RunSize(name, 10, Duration.ofMinutes(15));
            default ->
                throw new IllegalArgumentException("posse.conformance.size is quick, normal or long, not " + name);
        };
    }

    /** Scales a normal run's number of rounds; never to nothing. */
    int rounds(int normally) {
        return (int) Math.max(1, Math.ceil(normally * factor));
    }

    /** Scales a normal run's time. */
    Duration time(Duration normally) {
        return Duration.ofNanos((long) (normally.toNanos() * factor));
    }
}
