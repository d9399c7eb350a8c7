package dev.posse.examples.processes;

import java.time.Duration;
import java.util.List;

/** Settings for runs that are short. */
final class Runs {

    private Runs() {}

    static ProcessSettings of(int nodes, Duration duration, double kills, double stops, double faults, long seed) {
        return with(nodes, duration, kills, stops, faults, seed, System.getProperty("java.class.path"));
    }

    static ProcessSettings with(
            int nodes, Duration duration, double kills, double stops, double faults, long seed, String classPath) {
        return new ProcessSettings(
                nodes, 100, 8, 100_000, 40, 1, kills, stops, faults, 0.1, duration, seed, classPath, List.of());
    }
}
