package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent.Alarmed;
import dev.posse.examples.harness.events.RunEvent.Answered;
import dev.posse.examples.harness.events.RunEvent.Asked;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.events.RunEvent.NodeDisturbed;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.SlotClaimed;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.processes.NodeResponse.Kind;
import dev.posse.examples.harness.processes.NodeResponse.StepReport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What a node's process does and says, as events of the run. */
final class NodeNews {

    private final int place;
    private final String node;
    private final long pid;
    private final RunEvents events;
    private final RunMetrics metrics;

    NodeNews(int place, String node, long pid, RunMetrics metrics) {
        this.place = place;
        this.node = node;
        this.pid = pid;
        this.events = metrics.events;
        this.metrics = metrics;
    }

    void changed(NodeChange change, String detail) {
        events.tell(at -> new NodeChanged(at, place, node, change, detail, pid));
    }

    void asked(NodeRequest request) {
        if (!request.aboutPurchase().isEmpty()) {
            events.detail(at -> new Asked(
                    at,
                    request.purchase(),
                    request.account(),
                    request.campaign(),
                    node,
                    request.what().name()));
        }
    }

    void answered(PendingCall pending, NodeResponse response) {
        String purchase = pending.request().aboutPurchase();
        if (response.kind() == Kind.TOLD && !purchase.isEmpty()) {
            events.detail(at -> new Answered(at, purchase, node, response.text()));
        }
    }

    void decided(PendingCall pending, NodeResponse response) {
        // A thread that has the turn claims for all that wait, and not for its own call alone.
        String purchase = response.step()
                .map(StepReport::purchase)
                .filter(known -> !known.isEmpty())
                .orElse(pending.request().purchase());
        events.tell(at -> new SlotClaimed(at, response.campaign(), response.slot(), node, purchase));
    }

    /** A call's node was killed under it. */
    void killed(PendingCall pending, long nanos) {
        left(pending, nanos);
        if (pending.request().what().mayBuy()) {
            metrics.killed.add(
                    pending.isDecided()
                            ? "after the decision"
                            : pending.isBoundBySeals() ? "before the decision" : "before reading");
        } else {
            metrics.killed.add(pending.request().what().name());
        }
    }

    /** A call's node does nothing more for it, for good or for a while. */
    void left(PendingCall pending, long nanos) {
        NodeRequest request = pending.request();
        metrics.crashes.add(new RunMetrics.Crash(request.purchase(), nanos, pending.isDecided()));
        if (!request.aboutPurchase().isEmpty()) {
            events.tell(at -> new DriverDied(
                    at, request.purchase(), request.campaign(), node, pending.lastStep(), pending.isDecided()));
        }
    }

    void interrupted(String how) {
        String what = ("buyer interrupted " + how).strip();
        metrics.faults.add(what);
        events.tell(at -> new NodeDisturbed(at, node, what));
    }

    void alarmed(String finding) {
        events.tell(at -> new Alarmed(at, node, finding));
    }

    /** A step was taken, a sale was recovered, or a lock was dealt with. */
    void step(NodeResponse told, StepReport step) {
        if (told.kind() == Kind.STEP) {
            events.detail(at -> new StepTaken(
                    at,
                    node,
                    step.actor(),
                    told.text(),
                    step.purchase(),
                    step.account(),
                    told.campaign(),
                    told.slot(),
                    step.operation(),
                    step.answer(),
                    step.micros()));
        } else if (told.kind() == Kind.RECOVERED) {
            Duration age = Duration.of(step.micros(), ChronoUnit.MICROS);
            events.tell(
                    at -> new SaleRecovered(at, told.campaign(), told.slot(), step.purchase(), node, told.text(), age));
        } else {
            events.tell(at -> new LockResolved(
                    at, step.account(), step.purchase(), told.campaign(), told.slot(), node, told.text()));
        }
    }
}
