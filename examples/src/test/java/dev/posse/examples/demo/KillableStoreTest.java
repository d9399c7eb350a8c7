package dev.posse.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.events.RunEvents;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.store.AddResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Version;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that dies in the middle of a chain")
class KillableStoreTest {

    private static final byte[] VALUE = "x".getBytes(UTF_8);

    @Test
    @DisplayName("dies between any two of its links, and at the step that the link belongs to")
    void diesBetweenLinks() {
        List<String> steps = new ArrayList<>();
        List<Integer> written = new ArrayList<>();
        for (int operations = 1; operations <= 4; operations++) {
            InMemoryStore database = new InMemoryStore();
            Version account = ((AddResult.Added) database.add("account/a", VALUE)).version();
            try (Network network = new Network(database, new RunEvents(List.of()), Duration.ZERO, true)) {
                KillableStore node = new KillableStore("node-1", network, new DemoMetrics(List.of()), 0, () -> {});
                List<ChainedWrite> chain = List.of(
                        new Swap("account/a", VALUE, account),
                        new Add("purchase/a/p", VALUE),
                        new Add("transaction/c/1", VALUE),
                        new SwapOf("account/a", VALUE, 0));
                StepTracker.begin(Actor.DRIVER);
                node.cutPowerAfter(operations);
                NodeKilled killed = assertThrows(NodeKilled.class, () -> node.chain(chain));
                steps.add(String.valueOf(killed.getMessage()).replace("The node died at ", ""));
            }
            written.add(
                    database.getAll(List.of("purchase/a/p", "transaction/c/1")).size());
        }
        assertEquals(List.of("D2", "D5.archive", "D4", "D5"), steps);
        // The write at which it died arrives or not, and none of the later ones does.
        assertEquals(List.of(0, 2), List.of(written.get(0), written.get(3)));
        assertTrue(written.get(1) <= 1 && written.get(2) >= 1, written::toString);
    }

    @Test
    @DisplayName("takes as long chains as its database")
    void asLongAsTheDatabase() {
        InMemoryStore database = new InMemoryStore();
        try (Network network = new Network(database, new RunEvents(List.of()), Duration.ZERO, true)) {
            assertEquals(
                    database.chainLength(),
                    new KillableStore("node-1", network, new DemoMetrics(List.of()), 0, () -> {}).chainLength());
        }
    }
}
