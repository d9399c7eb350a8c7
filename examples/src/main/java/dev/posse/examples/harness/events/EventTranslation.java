package dev.posse.examples.harness.events;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.Subject;

/** What a node's events mean for the run. */
public final class EventTranslation {

    private EventTranslation() {}

    /**
     * Tells of an event of a node, if the run is to hear of it.
     *
     * @param event of the node
     * @param events of the run
     */
    public static void tell(PosseEvent event, RunEvents events) {
        if (event instanceof PosseEvent.StepTaken taken) {
            if (isOfPurchase(taken)) {
                step(taken, events);
            }
        } else if (event instanceof PosseEvent.Recovered recovered) {
            events.tell(at -> new RunEvent.SaleRecovered(
                    at,
                    recovered.subject().campaign().orElse(""),
                    recovered.subject().slot().orElse(0),
                    recovered.subject().purchaseId().orElse(""),
                    recovered.node(),
                    recovered.branch().text(),
                    recovered.age()));
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            events.tell(at -> new RunEvent.LockResolved(
                    at,
                    resolved.subject().account().orElse(""),
                    resolved.subject().purchaseId().orElse(""),
                    resolved.subject().campaign().orElse(""),
                    resolved.subject().slot().orElse(0),
                    resolved.node(),
                    resolved.how().name()));
        } else if (event instanceof PosseEvent.Alarm alarm) {
            events.tell(at -> new RunEvent.Alarmed(at, "", alarm.toString()));
        }
    }

    /**
     * Says whether a step is one of a purchase: of those that no purchase is known for, a login's and those of a patrol that
     * has found a sale.
     *
     * @param taken the step
     * @return whether the run is to hear of it
     */
    public static boolean isOfPurchase(PosseEvent.StepTaken taken) {
        return taken.subject().purchaseId().isPresent()
                || taken.actor() == PosseEvent.Actor.LOGIN
                || taken.step().text().startsWith("R3");
    }

    private static void step(PosseEvent.StepTaken taken, RunEvents events) {
        Subject subject = taken.subject();
        events.detail(at -> new RunEvent.StepTaken(
                at,
                taken.node(),
                taken.actor().name(),
                taken.step().text(),
                subject.purchaseId().orElse(""),
                subject.account().orElse(""),
                subject.campaign().orElse(""),
                subject.slot().orElse(0),
                taken.operation(),
                taken.answer().name(),
                taken.took().toNanos() / 1_000));
    }
}
