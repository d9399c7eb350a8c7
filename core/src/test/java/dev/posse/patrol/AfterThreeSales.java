package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.bought;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A campaign that has sold three slots, another that has sold none, and a node that has seen both. */
abstract class AfterThreeSales {

    /** Longer than any draw: every campaign has been patrolled by then, once at the least. */
    static final Duration ONE_PATROL = Duration.ofSeconds(41);

    final FakeClock clock = new FakeClock();
    final ScriptedNode node = ScriptedNode.selling()
            .account("alice", 1_000)
            .with(Campaign.created("second", 100, 10))
            .with(Directory.empty(1).with("drop").with("second"));
    final PatrolFixture fixture = new PatrolFixture("node-1", node.somebody().store(), clock, 1, PatrolFixture.DEFAULT);

    @BeforeEach
    void threeSales() {
        for (int i = 1; i <= 3; i++) {
            assertEquals(bought(i), node.somebody().buy(node.attempt("alice").id("order-" + i)));
        }
        fixture.runFor(ONE_PATROL);
        assertEquals(List.of(), fixture.events(DataLossDetected.class));
    }

    DataLossDetected onlyEvent() {
        List<DataLossDetected> events = fixture.events(DataLossDetected.class);
        assertEquals(1, events.size(), events.toString());
        return events.get(0);
    }

    Campaign second() {
        return Campaign.decode(
                "campaign/second", node.store().entry("campaign/second").value());
    }

    void bothStopped() {
        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals(Status.STOPPED, second().status());
    }
}
