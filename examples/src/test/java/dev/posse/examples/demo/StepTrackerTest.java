package dev.posse.examples.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.StepName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The step at which a node was killed, found from the one before and from what it asked for")
class StepTrackerTest {

    private static final List<String> KEYS = List.of(
            "account/a",
            "campaign/c",
            "slot/c/1",
            "transaction/c/1",
            "purchase/a/p",
            "movement/a/m",
            "posse/directory/1");

    @Test
    @DisplayName("is always one of the protocol's, whoever is killed, wherever and at what document")
    void isAStep() {
        for (Actor actor : Actor.values()) {
            List<StepTracker> trackers = new ArrayList<>(List.of(new StepTracker(actor, null)));
            Arrays.stream(StepName.values()).forEach(last -> trackers.add(new StepTracker(actor, last.text())));
            for (StepTracker tracker : trackers) {
                for (String key : KEYS) {
                    assertDoesNotThrow(() -> StepName.of(tracker.reading(key)), () -> tracker + " reads " + key);
                    assertDoesNotThrow(() -> StepName.of(tracker.writing(key)), () -> tracker + " writes " + key);
                }
            }
        }
    }

    @Test
    @DisplayName("names the reads that follow the first of campaign and account, and the looks after a write")
    void follows() {
        assertEquals("D0", new StepTracker(Actor.DRIVER, null).reading("campaign/c"));
        assertEquals("D1.look", new StepTracker(Actor.DRIVER, "D0").reading("slot/c/1"));
        assertEquals("D1.archive", new StepTracker(Actor.DRIVER, "D0").reading("purchase/a/p"));
        assertEquals("D3.look", new StepTracker(Actor.DRIVER, "D3").reading("slot/c/1"));
        assertEquals("R1", new StepTracker(Actor.PATROL, "R0").reading("slot/c/1"));
        assertEquals("R2.look", new StepTracker(Actor.PATROL, "R0").reading("campaign/c"));
        assertEquals("R3", new StepTracker(Actor.PATROL, "R0").reading("transaction/c/1"));
        assertEquals("D5.archive", new StepTracker(Actor.DRIVER, "D4").writing("purchase/a/p"));
        assertEquals("B1.archive", new StepTracker(Actor.ADMIN, "B0").writing("movement/a/m"));
    }
}
