package dev.posse.observe;

import java.util.List;
import java.util.Objects;

/**
 * Hears the events. Called on the thread that did the work, so it must be quick and must not block; what it throws is
 * logged and goes no further.
 *
 * <p>One that blocks all the same holds the thread that called it, and at most sixteen of a node: others wait for a tenth of a
 * second and pass it by, and once a call has lasted for a second nobody waits; what it misses is counted and logged. If the
 * thread that patrols is among those that it holds, this node's patrols stand still until it returns: their {@link
 * PosseEvent.PatrolHeartbeat} is absent then, sales go on, and the other nodes' patrols finish what is left.
 */
@FunctionalInterface
public interface PosseObserver {

    /** Hears nothing. */
    PosseObserver NONE = new PosseObserver() {
        @Override
        public void onEvent(PosseEvent event) {}

        @Override
        public boolean hearsSteps() {
            return false;
        }
    };

    /**
     * Takes one event.
     *
     * @param event what happened
     */
    void onEvent(PosseEvent event);

    /**
     * Returns whether {@link PosseEvent.StepTaken} is wanted just now. There are ten for each purchase: where nobody wants them
     * they are not put together.
     *
     * @return true unless overridden
     */
    default boolean hearsSteps() {
        return true;
    }

    /**
     * Makes one observer of several; each hears every event, also when another one throws.
     *
     * @param observers in the order in which they hear
     * @return the observer of them all, which never throws
     */
    static PosseObserver all(List<PosseObserver> observers) {
        Objects.requireNonNull(observers, "observers");
        observers.forEach(each -> Objects.requireNonNull(each, "observers holds null"));
        List<ObserverGate> gates = observers.stream().map(ObserverGate::new).toList();
        return new PosseObserver() {
            @Override
            public void onEvent(PosseEvent event) {
                gates.forEach(gate -> gate.onEvent(event));
            }

            @Override
            public boolean hearsSteps() {
                for (ObserverGate gate : gates) {
                    if (gate.hearsSteps()) {
                        return true;
                    }
                }
                return false;
            }
        };
    }
}
