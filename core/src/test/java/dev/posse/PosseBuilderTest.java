package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.FakeClock;
import dev.posse.observe.PosseEvent;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("A node's settings")
class PosseBuilderTest {

    private final InMemoryStore store = new InMemoryStore();

    @Test
    @DisplayName("Bad settings: the message says what was wrong and what would be right")
    void bad() {
        PosseBuilder builder = Posse.on(store);
        refuses(() -> builder.node("a b"), "node name", "a b");
        refuses(() -> builder.nodes(0), "at least one", "0");
        refuses(() -> builder.patrolsPerSecond(0), "above 0", "stopPatrols");
        refuses(() -> builder.patrolsPerSecond(Double.NaN), "NaN");
        refuses(() -> builder.patrolsPerSecond(1001), "1000");
        refuses(() -> builder.patrolReadsPerSecond(0), "at least 1");
        refuses(() -> builder.settleBehind(0, 1), "1 to 64 threads", "0 and 1");
        refuses(() -> builder.settleBehind(65, 1), "65");
        refuses(() -> builder.settleBehind(1, 0), "1 to 100000", "1 and 0");
        refuses(() -> builder.settleBehind(1, 100_001), "100001");
        refuses(() -> builder.grace(Duration.ofMillis(-1)), "grace");
        refuses(() -> builder.patience(Duration.ofMillis(-1)), "patience");
    }

    private static void refuses(Executable call, String... words) {
        assertSays(assertThrows(IllegalArgumentException.class, call), words);
    }

    @Test
    @DisplayName("Good settings: the node patrols from the start, and can be stopped, started and closed")
    void good() {
        List<PosseEvent> events = new CopyOnWriteArrayList<>();
        FakeClock clock = new FakeClock();
        Posse posse = Posse.on(store)
                .node("one")
                .nodes(1)
                .patrolsPerSecond(1000)
                .patrolReadsPerSecond(1)
                .grace(Duration.ZERO)
                .patience(Duration.ZERO)
                .cancelAtLogin()
                .settleBehind(64, 100_000)
                .clock(clock)
                .random(new Random(1))
                .observer(events::add)
                .open();
        assertEquals("one", posse.name());
        assertTrue(posse.isPatrolling());
        posse.startPatrols();
        posse.stopPatrols();
        posse.stopPatrols();
        assertFalse(posse.isPatrolling());
        posse.startPatrols();
        assertTrue(posse.isPatrolling());
        posse.accounts().open("alice");
        assertTrue(events.stream().anyMatch(event -> event.node().equals("one")));
        posse.close();
        assertFalse(posse.isPatrolling());
    }

    @Test
    @DisplayName("Nodes without a name have different ones")
    void names() {
        try (Posse one = Posse.on(store).open();
                Posse other = Posse.on(store).open()) {
            assertNotEquals(one.name(), other.name());
        }
    }

    @Test
    @DisplayName("An observer that throws does not keep the others from hearing, nor turn a sale into a failure")
    void throwingObserver() {
        List<PosseEvent> events = new CopyOnWriteArrayList<>();
        try (Posse posse = Posse.on(store)
                .observer(event -> {
                    throw new IllegalStateException("a bug in an observer");
                })
                .observer(events::add)
                .open()) {
            posse.accounts().open("alice");
            assertFalse(events.isEmpty());
        }
    }
}
