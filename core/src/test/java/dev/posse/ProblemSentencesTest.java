package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.observe.Health;
import dev.posse.observe.NodeProblem;
import dev.posse.observe.NodeProblem.Code;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.NodeStatus.Backlog;
import dev.posse.observe.NodeStatus.Patrols;
import dev.posse.observe.NodeStatus.Writes;
import dev.posse.store.ConnectionUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is wrong with a node, by the figures of its status")
class ProblemSentencesTest {

    private static final Patrols PATROLLING = new Patrols(true, Duration.ofSeconds(1), 60, 0);
    private static final Backlog NONE = new Backlog(0, Optional.empty(), 0);
    private static final ConnectionUse FEW = new ConnectionUse(3, 8);
    private static final Duration FAST = Duration.ofMillis(2);

    @Test
    @DisplayName("nothing, while each figure is within its bound by a hair")
    void green() {
        NodeStatus status = judged(
                new Patrols(true, Duration.ofMillis(4_999), 60, 0),
                Duration.ofMillis(499),
                new ConnectionUse(7, 8),
                new Backlog(4, Optional.of(Duration.ofMillis(9_999)), 9));

        assertEquals(List.of(), status.problems());
        assertEquals(Health.GREEN, status.health());
        assertTrue(status.canSell());
    }

    @Test
    @DisplayName(
            "sales that have waited for ten seconds: yellow, with how many and for how long, and green when they are settled")
    void unsettled() {
        NodeStatus status = judged(PATROLLING, FAST, FEW, new Backlog(4, Optional.of(Duration.ofSeconds(10)), 0));

        assertSays(status, Health.YELLOW, Code.SALES_UNSETTLED, "4 sales", "for 10 s");
        assertEquals(Health.GREEN, judged(PATROLLING, FAST, FEW, NONE).health());
    }

    @Test
    @DisplayName("a store that takes half a second: yellow, and it is sold on")
    void slow() {
        assertSays(judged(PATROLLING, Duration.ofMillis(500), FEW, NONE), Health.YELLOW, Code.STORE_SLOW, "500 ms");
    }

    @Test
    @DisplayName("no connection that is free: yellow, with their number")
    void exhausted() {
        NodeStatus status = judged(PATROLLING, FAST, new ConnectionUse(8, 8), NONE);

        assertSays(status, Health.YELLOW, Code.CONNECTIONS_EXHAUSTED, "All 8");
    }

    @Test
    @DisplayName("campaigns that cannot be patrolled: yellow, with how many of how many")
    void unreadable() {
        NodeStatus status = judged(new Patrols(true, Duration.ofSeconds(1), 60, 2), FAST, FEW, NONE);

        assertSays(status, Health.YELLOW, Code.CAMPAIGN_UNREADABLE, "2 of 60");
    }

    @Test
    @DisplayName("patrols that are late: red, and it is sold on")
    void late() {
        NodeStatus status = judged(new Patrols(true, Duration.ofSeconds(5), 60, 0), FAST, FEW, NONE);

        assertSays(status, Health.RED, Code.PATROLS_LATE, "for 5 s");
        assertTrue(status.canSell());
    }

    @Test
    @DisplayName("a node that is closed has that problem and no other")
    void closed() {
        NodeStatus status = ProblemSentences.judged(status(false, PATROLLING, FAST, FEW, NONE));

        assertSays(status, Health.RED, Code.NODE_CLOSED, "open another one");
        assertFalse(status.canSell());
    }

    private static NodeStatus judged(Patrols patrols, Duration read, ConnectionUse connections, Backlog backlog) {
        return ProblemSentences.judged(status(true, patrols, read, connections, backlog));
    }

    private static NodeStatus status(
            boolean open, Patrols patrols, Duration read, ConnectionUse connections, Backlog backlog) {
        return new NodeStatus(
                "shop-1",
                open,
                Optional.empty(),
                patrols,
                new NodeStatus.Store(false, Optional.of(read), Writes.TAKEN, Optional.empty()),
                new NodeStatus.StoppedCampaigns(0, List.of()),
                Optional.of(connections),
                backlog,
                List.of());
    }

    private static void assertSays(NodeStatus status, Health health, Code code, String... parts) {
        assertEquals(health, status.health());
        assertEquals(
                List.of(code), status.problems().stream().map(NodeProblem::code).toList());
        TroubledNode.assertSays(status, code, parts);
    }
}
