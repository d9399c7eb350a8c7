package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.servers.DatabaseFault;
import dev.posse.examples.harness.servers.NetworkFault;
import dev.posse.examples.harness.workload.ProtocolWords;
import java.time.Duration;
import java.util.Locale;

/** Something that is to go wrong, at a time of the schedule. */
sealed interface Fault {

    /** When, from the first purchase on. */
    Duration at();

    /** What it is, in a word or two, for the count of those that did not come. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Kills a node, in whatever it is doing. */
    record Kill(Duration at, int place) implements Fault {
        @Override
        public String toString() {
            return time(at) + " kill the node at place " + place;
        }
    }

    /** Kills a node right after its next step of a name, between two writes. */
    record Aimed(Duration at, int place, String step) implements Fault {
        @Override
        public String toString() {
            return time(at) + " kill the node at place " + place + " after its next step of "
                    + ProtocolWords.step(step);
        }
    }

    /** Stops a node, and continues it: until then it is a zombie. */
    record Stop(Duration at, int place, Duration length) implements Fault {
        @Override
        public String toString() {
            return time(at) + " stop the node at place " + place + " for" + time(length);
        }
    }

    /** Breaks a node's link to the database, and mends it. */
    record Cut(Duration at, int place, NetworkFault fault, Duration length) implements Fault {
        @Override
        public String kind() {
            return "link: " + word(fault);
        }

        @Override
        public String toString() {
            return time(at) + " " + word(fault) + " on the link of place " + place + " for" + time(length);
        }
    }

    /** Strikes the database, and mends it. */
    record Hit(Duration at, DatabaseFault fault, Duration length) implements Fault {
        @Override
        public String kind() {
            return "database: " + word(fault);
        }

        @Override
        public String toString() {
            return time(at) + " " + word(fault) + " the database, mended after" + time(length);
        }
    }

    /** Sets the clock of a node on, or back. */
    record Jump(Duration at, int place, Duration by) implements Fault {
        @Override
        public String toString() {
            return time(at) + " set the clock of the node at place " + place + (by.isNegative() ? " back" : " on")
                    + " by " + by.abs().toHours() + " h";
        }
    }

    /** Interrupts a buyer's thread on a node. */
    record Interrupt(Duration at, int place) implements Fault {
        @Override
        public String toString() {
            return time(at) + " interrupt a buyer on the node at place " + place;
        }
    }

    /** Lets a thread hang that buys for others as well, while its node lives. */
    record Hang(Duration at, int place) implements Fault {
        /** Longer than anybody waits for a turn. */
        static final Duration LENGTH = Duration.ofSeconds(18);

        @Override
        public String toString() {
            return time(at) + " let the next buyer hang on the node at place " + place + " for" + time(LENGTH);
        }
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String time(Duration duration) {
        return String.format(Locale.ROOT, "%7.2f s", duration.toMillis() / 1e3);
    }
}
