package dev.posse.examples.demo;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often something goes wrong. */
final class RateOptions {

    @Option(
            names = "--kill-rate",
            description =
                    "Nodes killed per second (2; with --processes 0.25, half of them right after a write of a sale).")
    @Nullable Double kills;

    @Option(
            names = "--stop-rate",
            description = "Nodes per second that stand still for longer than any timeout, and go on (0.1).")
    @Nullable Double stops;

    @Option(
            names = "--fault-rate",
            description = "With --processes: faults per second on the way of a node to the database: delays, swallowed"
                    + " answers, cuts, partitions in one direction (0.2).")
    @Nullable Double faults;

    @Option(
            names = "--database-fault-rate",
            description = "With --processes: faults per second of the database: stopped, killed and restarted,"
                    + " failed over, full, hung until replaced, resharded, as it can bear (0.05).")
    @Nullable Double databaseFaults;

    @Option(
            names = "--disturbance-rate",
            description = "With --processes: disturbances per second inside a node: its clock jumps, a buyer is"
                    + " interrupted, or hangs (0.5).")
    @Nullable Double disturbances;
}
