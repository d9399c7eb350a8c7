package dev.posse.examples.harness.events;

/** Hears what happens in a run. It must be quick, bounded, and safe for use by many threads; it holds up the run else. */
public interface RunListener {

    /**
     * Hears.
     *
     * @param event what happened
     */
    void on(RunEvent event);

    /**
     * Hears how nodes can be disturbed, once there are nodes to be disturbed.
     *
     * @param controls to be called by any thread
     */
    default void controls(NodeControls controls) {}

    /**
     * Says whether {@link RunEvent.Asked}, {@link RunEvent.Answered} and {@link RunEvent.StepTaken} are wanted, of which there
     * are a dozen for each purchase.
     *
     * @return true unless overridden
     */
    default boolean hearsDetails() {
        return true;
    }
}
