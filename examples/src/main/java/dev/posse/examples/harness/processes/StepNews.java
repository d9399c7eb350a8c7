package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.events.RunEvent.StepTaken;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.processes.NodeResponse.StepReport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What a node's process has told of its steps, as events of the run. */
final class StepNews {

    private StepNews() {}

    /**
     * Tells.
     *
     * @param events of the run
     * @param node that has told
     * @param told of a step, of a sale that was recovered or of a lock
     * @param step what it is about
     */
    static void tell(RunEvents events, String node, NodeResponse told, StepReport step) {
        switch (told.kind()) {
            case STEP ->
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
            case RECOVERED ->
                events.tell(at -> new SaleRecovered(
                        at,
                        told.campaign(),
                        told.slot(),
                        step.purchase(),
                        node,
                        told.text(),
                        Duration.of(step.micros(), ChronoUnit.MICROS)));
            case RESOLVED ->
                events.tell(at -> new LockResolved(
                        at, step.account(), step.purchase(), told.campaign(), told.slot(), node, told.text()));
            default -> throw new IllegalArgumentException("That is told of no step: " + told);
        }
    }
}
