package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.server.PostgresServer;
import dev.posse.benchmarks.shop.Stock;
import dev.posse.benchmarks.worker.WorkerProcess;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * In which circumstances a run was made.
 *
 * @param began when
 * @param machine processors and system
 * @param java which JVM, and how the buyers' processes are started
 * @param servers how they are set, so that nobody compares what cannot be compared
 * @param pace how long everything took
 */
public record Setting(String began, String machine, String java, List<String> servers, Plan.Pace pace) {

    static Setting now(Plan.Pace pace) {
        return new Setting(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + ", " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", buyers with "
                        + WorkerProcess.JVM_OPTIONS,
                List.of(
                        "All servers and buyers on one machine, over loopback.",
                        "Redis: nothing is written to disk (no AOF, no snapshots), a fresh server for each slice.",
                        "memcached: -M (no eviction), a fresh server for each slice.",
                        "PostgreSQL: " + String.join(", ", PostgresServer.SETTINGS)
                                + "; synchronous_commit on for FOR UPDATE and ScalarDB, off for PL/pgSQL; HikariCP with at"
                                + " most 32 connections per process; tables made anew for each slice.",
                        "Posse: its settings by default, patrols on; " + Stock.PRICE
                                + " per slot; a buyer who is beaten asks again with the same id."),
                pace);
    }
}
