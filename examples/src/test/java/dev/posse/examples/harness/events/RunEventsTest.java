package dev.posse.examples.harness.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What happens in a run")
class RunEventsTest {

    private final List<RunEvent> heard = new ArrayList<>();
    private final RunEvents events = new RunEvents(List.of((RunListener) heard::add));

    private void crash(String purchase, boolean decided) {
        events.tell(at -> new DriverDied(at, purchase, "drop", "node-1", "D3", decided));
    }

    private void claim(String purchase, long slot) {
        events.tell(at -> new SlotClaimed(at, "drop", slot, "node-1", purchase));
    }

    private void move(long last) {
        events.tell(at -> new CampaignMoved(at, "drop", last));
    }

    private List<CrashSettled> settled() {
        return heard.stream()
                .filter(CrashSettled.class::isInstance)
                .map(CrashSettled.class::cast)
                .toList();
    }

    @Test
    @DisplayName("a sale that was decided before its node died is settled when the campaign has moved past it, once")
    void settledOnce() {
        claim("p1", 1);
        crash("p1", false);
        crash("p1", false);
        move(1);
        move(1);

        assertEquals(1, settled().size());
        assertEquals(1, settled().get(0).slot());
        assertEquals(true, settled().get(0).decidedBefore());
    }

    @Test
    @DisplayName("one that somebody else decided later is told as such, and one that nobody sold is never settled")
    void decidedLater() {
        crash("p1", false);
        crash("p2", false);
        claim("p1", 1);
        move(5);

        assertEquals(1, settled().size());
        assertFalse(settled().get(0).decidedBefore());
    }

    @Test
    @DisplayName("details are put together for those only who want them")
    void details() {
        RunEvents quiet = new RunEvents(List.of(new RunListener() {
            @Override
            public void on(RunEvent event) {
                heard.add(event);
            }

            @Override
            public boolean hearsDetails() {
                return false;
            }
        }));

        quiet.detail(at -> {
            throw new AssertionError("nobody wants it");
        });
        quiet.tell(at -> new CampaignMoved(at, "drop", 1));

        assertEquals(1, heard.size());
    }

    @Test
    @DisplayName("the newest are kept, and who comes too late is told how many were missed")
    void tail() {
        RunTail tail = new RunTail(3);
        for (int last = 1; last <= 5; last++) {
            tail.on(new CampaignMoved(last, "drop", last));
        }

        RunTail.News news = tail.since(0);

        assertEquals(2, news.missed());
        assertEquals(
                List.of(3L, 4L, 5L), news.events().stream().map(RunEvent::at).toList());
        assertEquals(List.of(), tail.since(news.next()).events());
    }

    @Test
    @DisplayName("a purchase's trace holds the steps of the patrol and of the login that did not know whose it was")
    void trace() {
        StepTraces traces = new StepTraces();
        traces.on(new Asked(1, "p1", "alice", "drop", "node-1", "PURCHASE"));
        traces.on(step(2, "node-1", "DRIVER", "D2", "p1", 1));
        traces.on(step(3, "node-2", "PATROL", "R3", "", 1));
        traces.on(step(4, "node-3", "LOGIN", "L0", "", 0));
        traces.on(step(4, "node-4", "LOGIN", "L0", "", 0));
        traces.on(new SaleRecovered(5, "drop", 1, "p1", "node-2", "R3b.ii", Duration.ZERO));
        traces.on(new LockResolved(6, "alice", "p1", "", 0, "node-3", "SOLD"));

        assertEquals(
                List.of(1L, 2L, 3L, 5L, 4L, 6L),
                traces.of("p1").stream().map(RunEvent::at).toList());
        assertEquals(List.of(), traces.of("p2"));
    }

    @Test
    @DisplayName("a history counts each settled slot in its second, once")
    void history() {
        RunHistory history = new RunHistory();
        history.on(new CampaignMoved(100, "drop", 2));
        history.on(new CampaignMoved(2_000_000, "drop", 5));
        history.on(new CampaignMoved(2_000_001, "drop", 4));
        history.on(new DriverDied(3, "p", "drop", "node-1", "D3", true));

        assertArrayEquals(new long[] {2, 0, 3}, history.soldPerSecond());
        assertEquals(1, history.events().size());
    }

    private static StepTaken step(long at, String node, String actor, String name, String purchase, long slot) {
        return new StepTaken(at, node, actor, name, purchase, "alice", slot > 0 ? "drop" : "", slot, "", "FOUND", 1);
    }
}
