package dev.posse.conformance.check;

import java.time.Duration;

/**
 * How much a run does.
 *
 * @param name as in the system property
 * @param factor multiplies the rounds of a normal run; below one for a quick one
 * @param checkLimit after which a check in which no call ends counts as hanging
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

    /** After which a check that goes on and on is ended; it ran out of time, and nobody is accused. */
    Duration longestCheck() {
        return checkLimit.multipliedBy(3);
    }

    /** How long the rounds of one check may take, if more than a few: a store that is slow is judged by fewer. */
    Duration patience() {
        return patience(Duration.ofSeconds(1));
    }

    /** A time that is longer in a longer run, and not shorter in a quick one. */
    Duration patience(Duration normally) {
        return factor < 1 ? normally : time(normally);
    }

    /** Scales a normal run's time. */
    Duration time(Duration normally) {
        return Duration.ofNanos((long) (normally.toNanos() * factor));
    }
}
