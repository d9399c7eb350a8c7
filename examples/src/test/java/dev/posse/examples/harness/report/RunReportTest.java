package dev.posse.examples.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultBegan;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultEnded;
import dev.posse.examples.harness.events.RunEvent.DoubtEnded;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.InDoubt;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.events.RunEvent.PhaseBegan;
import dev.posse.examples.harness.events.RunEvent.PurchaseEnded;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import dev.posse.examples.harness.events.RunPhase;
import dev.posse.report.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of a run")
class RunReportTest {

    private static final long SECOND = 1_000_000;

    private final RunRecorder recorder = new RunRecorder();

    private void happened(RunEvent... events) {
        for (RunEvent event : events) {
            recorder.listeners().forEach(listener -> listener.on(event));
        }
    }

    private static NodeChanged node(long second, NodeChange change, String node) {
        return new NodeChanged(second * SECOND, 0, node, change, "", 0);
    }

    private String html() {
        return RunReport.page(
                        new RunDescription(
                                "A run", Instant.EPOCH, Map.of("--nodes", "1"), Map.of("Java", "17"), "./posse"),
                        recorder,
                        RunVerdict.of(List.of(), 7, "as printed"))
                .html();
    }

    @Test
    @DisplayName("counts from when buyers began, and says for how long what was broken")
    void lanes() {
        happened(
                new PhaseBegan(10 * SECOND, RunPhase.SELLING),
                node(12, NodeChange.STOPPED, "node-1"),
                node(13, NodeChange.KILLED, "node-1"),
                node(13, NodeChange.KILLED, "node-1"),
                node(15, NodeChange.STARTING, "node-2"),
                node(16, NodeChange.SERVING, "node-2"),
                new DatabaseFaultBegan(17 * SECOND, "FAIL_OVER", "redis-1 made a primary"),
                new DatabaseFaultEnded(19 * SECOND, "FAIL_OVER", 17 * SECOND),
                node(20, NodeChange.CUT, "node-2"));

        assertEquals(
                List.of(
                        new Span("stopped", 2, 3, "node-1: stood still; killed meanwhile, 1.00 s"),
                        new Span("killed", 3, 6, "node-1: killed; back as node-2, 3.00 s"),
                        new Span("database", 7, 9, "fail over: redis-1 made a primary; well again, 2.00 s"),
                        new Span("link", 10, 25, "node-2: way to the database; until the end of the run, 15.00 s")),
                NemesisLanes.of(recorder, 25));
    }

    @Test
    @DisplayName("tells the slowest sale step by step, over all nodes, and who finished it")
    void slowest() {
        happened(
                new PhaseBegan(0, RunPhase.SELLING),
                new Asked(SECOND, "quick", "bob", "drop", "node-1", "BUY"),
                new PurchaseEnded(9 * SECOND, "quick", "PURCHASED"));
        assertEquals(SlowestSale.Kind.BOUGHT, recorder.slowest().kind());

        happenedToADyingNode();

        assertEquals(SlowestSale.Kind.CRASHED, recorder.slowest().kind());
        String page = html();
        String timeline = page.substring(page.indexOf("Purchase order, 2.000 s."));
        List<String> inOrder = List.of(
                "Wants to buy, and asks node-1.",
                "this one write decides the sale. (add slot/drop/4: happened, 0.30 ms)",
                "died",
                "Has no answer and does not know: node died.",
                "node-2, patrol",
                "2.000 s after the crash",
                "Is in doubt no more: purchased.");
        int at = 0;
        for (String told : inOrder) {
            at = timeline.indexOf(told, at);
            assertTrue(at >= 0, told + " is missing, or in another order");
        }
        assertTrue(page.contains("transaction and debit and campaign (R3b.ii)"), "no branch");
        assertTrue(page.contains("p50 2.00 s, p99 2.00 s, max 2.00 s, of 1 sales"), "no crash to settled");
    }

    private void happenedToADyingNode() {
        happened(
                new Asked(SECOND, "order", "alice", "drop", "node-1", "BUY"),
                new StepTaken(
                        SECOND + 500,
                        "node-1",
                        "DRIVER",
                        "D3",
                        "order",
                        "alice",
                        "drop",
                        4,
                        "add slot/drop/4",
                        "HAPPENED",
                        300),
                new DriverDied(2 * SECOND, "order", "drop", "node-1", "D3", true),
                new InDoubt(2 * SECOND, "order", "node died"),
                new SaleRecovered(3 * SECOND, "drop", 4, "order", "node-2", "R3b.ii", Duration.ofSeconds(2)),
                new CampaignMoved(4 * SECOND, "drop", 4),
                new CrashSettled(4 * SECOND, "drop", 4, "order", "node-1", "D3", 2 * SECOND, true),
                new DoubtEnded(5 * SECOND, "order", "PURCHASED"));
    }

    @Test
    @DisplayName("of a run in which nothing happened says so, and is a page all the same")
    void nothing() {
        String page = html();
        assertTrue(page.contains("Nothing was sold."), "no sentence about the slowest sale");
        assertFalse(page.contains("NaN"), "a figure that is none");
    }
}
