package dev.posse.observe;

import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.ConnectionUse;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One event of each kind, for the tests of the bridges. */
final class Events {

    static final Subject SUBJECT = Subject.NONE
            .withAccount("anna")
            .withCampaign("drop")
            .withSlot(7)
            .withPurchase("p-1")
            .withAttempt("a-1");

    static final PurchaseOutcome PURCHASED = new PurchaseOutcome.Purchased("p-1", "drop", 7, 100);
    static final PurchaseOutcome SOLD_OUT = new PurchaseOutcome.NotPurchased("p-1", PurchaseOutcome.Reason.SOLD_OUT);
    static final PurchaseOutcome IN_DOUBT = new PurchaseOutcome.InDoubt("p-1", "no answer");

    private Events() {}

    static PosseEvent step() {
        return new PosseEvent.StepTaken(
                "n1",
                PosseEvent.Actor.DRIVER,
                StepName.D3,
                SUBJECT,
                "add slot/drop/7",
                PosseEvent.Answer.HAPPENED,
                Duration.ofMillis(3));
    }

    static PosseEvent ended(PurchaseOutcome outcome) {
        return new PosseEvent.PurchaseEnded(
                "n1",
                SUBJECT,
                outcome,
                outcome instanceof PurchaseOutcome.Purchased ? Optional.of(Duration.ofMillis(5)) : Optional.empty(),
                Duration.ofMillis(9));
    }

    /** A node that closes, or breaks, when a test says so. */
    static final class Node implements Supplier<NodeStatus> {

        NodeStatus status = healthy();
        int asked;

        @Override
        public NodeStatus get() {
            asked++;
            return status;
        }

        static NodeStatus healthy() {
            return status(true, Optional.empty(), new NodeStatus.StoppedCampaigns(0, List.of()), List.of());
        }

        static NodeStatus fenced() {
            return status(
                    true,
                    Optional.of(new NodeStatus.Fence(NodeStatus.FenceCause.DATA_LOSS, "drop fell back")),
                    new NodeStatus.StoppedCampaigns(2, List.of("ads", "drop")),
                    List.of(
                            new NodeProblem(NodeProblem.Code.DATA_LOSS, "drop fell back"),
                            new NodeProblem(NodeProblem.Code.CAMPAIGN_STOPPED, "ads, drop")));
        }

        static NodeStatus closed() {
            return status(
                    false,
                    Optional.empty(),
                    new NodeStatus.StoppedCampaigns(0, List.of()),
                    List.of(new NodeProblem(NodeProblem.Code.NODE_CLOSED, "closed")));
        }

        private static NodeStatus status(
                boolean open,
                Optional<NodeStatus.Fence> fence,
                NodeStatus.StoppedCampaigns stopped,
                List<NodeProblem> problems) {
            return new NodeStatus(
                    "n1",
                    open,
                    fence,
                    new NodeStatus.Patrols(open, Duration.ofMillis(500), 60, 0),
                    new NodeStatus.Store(
                            false, Optional.of(Duration.ofMillis(2)), NodeStatus.Writes.TAKEN, Optional.empty()),
                    stopped,
                    Optional.of(new ConnectionUse(3, 8)),
                    new NodeStatus.Backlog(5, Optional.of(Duration.ofSeconds(2)), 7),
                    problems);
        }
    }

    static PosseEvent opened(Node node) {
        StoreFitness fitness = new StoreFitness(
                "Redis 7.0.15",
                List.of(
                        new Finding(Aspect.EVICTION, Verdict.SAFE, "noeviction"),
                        new Finding(Aspect.PERSISTENCE, Verdict.RISK, "appendfsync everysec"),
                        new Finding(Aspect.REPLICATION, Verdict.UNKNOWN, "no permission to ask")));
        return new PosseEvent.NodeOpened("n1", "1.2.3", "one of 10 nodes", fitness, node);
    }

    static PosseEvent closed() {
        return new PosseEvent.NodeClosed("n1");
    }

    static PosseEvent patrolRecovered() {
        return new PosseEvent.PatrolRecovered("n1", "drop", 12, Duration.ofMillis(480));
    }

    static PosseEvent settlementsLeft(int sales) {
        return new PosseEvent.SettlementsLeft("n1", sales);
    }

    static PosseEvent resolved(How how) {
        return new PosseEvent.LockResolved("n1", SUBJECT, how);
    }

    static PosseEvent recovered(Duration age) {
        return new PosseEvent.Recovered("n1", SUBJECT, RecoveryBranch.R3B_II, age);
    }

    static PosseEvent patrolFailed(Optional<String> campaign) {
        return new PosseEvent.PatrolFailed("n1", campaign, "no answer", Duration.ofMillis(250));
    }

    static PosseEvent heartbeat() {
        return new PosseEvent.PatrolHeartbeat("n1", 60);
    }

    static PosseEvent totalFailure() {
        return new PosseEvent.TotalFailure(
                "n1",
                SUBJECT,
                "sold and not recorded",
                Map.of("slot/drop/7", "{claim} @v7", "account/anna", "{free} @v9"));
    }

    static PosseEvent dataLoss(Optional<String> campaign) {
        return new PosseEvent.DataLossDetected("n1", campaign, "last was 9 and is 4");
    }

    static PosseEvent bookingLost() {
        return new PosseEvent.BookingLost("n1", "anna", "the deposit d was booked, and is gone");
    }
}
