package dev.posse.examples.harness.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.servers.DatabaseKinds;
import dev.posse.examples.harness.workload.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Ten processes over a real database, killed and stopped")
class TenProcessesTest {

    /** Of a schedule that kills after D2 and D3 several times within twenty seconds: most laws are about what follows. */
    private static final long A_SEED = 5;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @DisplayName("log and audit agree that the books balance")
    void booksBalance() {
        ProcessResult result = run(Runs.of(10, Duration.ofSeconds(20), 0.4, 0.3, 0.4, 11));

        String summary = ProcessSummary.of(result);
        System.out.println(summary);
        assertEquals(List.of(), result.differences(), summary);
        assertTrue(result.reconciliation().slotsSold() > 20, summary);
        assertTrue(result.metrics().faults.of("node killed") > 0, summary);
        assertTrue(result.metrics().faults.of("zombie woken") > 0, summary);
        Counters restored = result.restored().orElseThrow().counts();
        assertEquals(1, restored.of("older copy put in the place of what redis held"), summary);
        assertEquals(3, restored.of("node alarmed"), summary);
        assertTrue(restored.of("sale lost with the restore") > 0, summary);
        assertTrue(restored.of("sale after the confirmation") > 0, summary);
    }

    @Test
    @DisplayName("so they do where nodes answer before they settle, on a store without chains")
    void settlingBehind() {
        ProcessResult result = run("memcached", Runs.settlingBehind(Duration.ofSeconds(15), 13));

        String summary = ProcessSummary.of(result);
        System.out.println(summary);
        assertEquals(List.of(), result.differences(), summary);
        assertTrue(result.reconciliation().slotsSold() > 20, summary);
        assertTrue(result.metrics().faults.of("node killed") > 0, summary);
    }

    @Test
    @DisplayName(
            "a buyer who hangs while he buys for others keeps nobody; clocks that jump and interrupts change nothing")
    void disturbed() {
        ProcessResult result = run(Runs.disturbed(Duration.ofSeconds(28), 12));

        String summary = ProcessSummary.of(result);
        System.out.println(summary);
        assertEquals(List.of(), result.differences(), summary);
        RunMetrics metrics = result.metrics();
        assertTrue(metrics.faults.of("buyer that hung kept nobody") > 0, summary);
        assertTrue(metrics.besideHanging.of(NodeResponse.PURCHASED) > 0, summary);
        assertTrue(metrics.faults.of("buyer interrupted and still so at its end") > 0, summary);
        assertTrue(metrics.faults.of("clock set on") + metrics.faults.of("clock set back") > 1, summary);
        assertTrue(metrics.asked.of("twice at once, on two nodes") > 0, summary);
        assertTrue(metrics.asked.of("for several slots, and bought") > 0, summary);
        assertTrue(metrics.asked.of("a deposit again after hundreds of others") > 0, summary);
    }

    /** Two that are found out by different sources, or those that {@code -Dposse.test.args=-Dposse.laws=…} names. */
    static Stream<String> laws() {
        return Stream.of(System.getProperty(
                        "posse.laws",
                        // The audit finds nothing wrong with the first: only the log knows what buyers were told.
                        "dev.posse.purchase.PurchaseMutations.lateDriverReportsBeaten,"
                                + "dev.posse.purchase.PurchaseMutations.changedAccountIsLockedAnyway")
                .split(",", -1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    @DisplayName("nodes without a law do not get through")
    void lawless(String law) {
        String classPath = LawlessNodes.classPath(law, directory);
        Duration length = Duration.ofSeconds(Integer.getInteger("posse.laws.seconds", 12));

        // Which history a run meets is also the thread scheduler's choice, so a run may miss it: three may not.
        boolean found = LongStream.range(A_SEED, A_SEED + 3)
                .mapToObj(seed -> run(Runs.crowded(length, seed, classPath)))
                .peek(result -> System.out.println(ProcessSummary.of(result)))
                .anyMatch(result -> !result.isBalanced());

        assertTrue(found, "nobody found out that nodes were without " + law);
    }

    private ProcessResult run(ProcessSettings settings) {
        return run("redis", settings);
    }

    private ProcessResult run(String kind, ProcessSettings settings) {
        try (Database database = DatabaseKinds.start(kind)) {
            // A log is never written over, so each run has a directory of its own.
            Path own = Files.createDirectories(directory.resolve("seed-" + settings.seed()));
            return ProcessRun.run(
                    settings,
                    kind,
                    database,
                    own,
                    new ProcessRun.Progress() {
                        @Override
                        public void at(long sold, String state) {}

                        @Override
                        public void schedule(List<String> schedule) {
                            schedule.forEach(System.out::println);
                        }
                    },
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
