package dev.posse.observe;

import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.outcome.PurchaseOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
                "n1", SUBJECT, "sold and not recorded", Map.of("slot/drop/7", "{claim}", "account/anna", "{free}"));
    }

    static PosseEvent dataLoss(Optional<String> campaign) {
        return new PosseEvent.DataLossDetected("n1", campaign, "last was 9 and is 4");
    }

    static PosseEvent bookingLost() {
        return new PosseEvent.BookingLost("n1", "anna", "the deposit d was booked, and is gone");
    }
}
