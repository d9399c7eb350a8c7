package dev.posse.examples.harness.processes;

import java.time.Duration;
import java.util.List;

/** Settings for runs that are short. */
final class Runs {

    private Runs() {}

    /** Everything goes wrong, at these rates. */
    static ProcessSettings of(int nodes, Duration duration, double kills, double stops, double faults, long seed) {
        return of(nodes, duration, kills, stops, faults, seed, List.of());
    }

    /** Nodes that answer a purchase when its sale is decided, and are killed while they settle it. */
    static ProcessSettings settlingBehind(Duration duration, long seed) {
        return of(6, duration, 0.6, 0.3, 0.4, seed, List.of("-Dposse.settle-behind=true"));
    }

    private static ProcessSettings of(
            int nodes,
            Duration duration,
            double kills,
            double stops,
            double faults,
            long seed,
            List<String> nodeOptions) {
        return new ProcessSettings(
                nodes,
                200,
                8,
                100_000,
                40,
                1,
                kills,
                stops,
                faults,
                0.1,
                0.5,
                duration,
                0,
                seed,
                System.getProperty("java.class.path"),
                nodeOptions);
    }

    /** Nodes, network and database are well; what goes wrong goes wrong inside of the nodes. */
    static ProcessSettings disturbed(Duration duration, long seed) {
        return new ProcessSettings(
                4,
                200,
                4,
                100_000,
                40,
                1,
                0,
                0,
                0,
                0,
                3,
                duration,
                0,
                seed,
                System.getProperty("java.class.path"),
                List.of());
    }

    /** Few nodes and few accounts, so that much meets; with nodes from another class path. */
    static ProcessSettings crowded(Duration duration, long seed, String classPath) {
        return new ProcessSettings(
                4, 20, 4, 100_000, 40, 1, 0.8, 0.3, 0.5, 0, 0, duration, 0, seed, classPath, List.of());
    }
}
