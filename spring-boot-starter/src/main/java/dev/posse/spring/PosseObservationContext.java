package dev.posse.spring;

import io.micrometer.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The context of an observation of Posse. It is put together when its work is done, so its times are stated here; those of the
 * observation itself say nothing.
 */
public final class PosseObservationContext extends Observation.Context {

    private final Instant began;
    private final Duration took;
    private final Optional<Observation.ContextView> linked;

    PosseObservationContext(Instant began, Duration took, Optional<Observation.ContextView> linked) {
        this.began = began;
        this.took = took;
        this.linked = linked;
    }

    /** {@return when the work began} */
    public Instant began() {
        return began;
    }

    /** {@return when the work was done} */
    public Instant ended() {
        return began.plus(took);
    }

    /** {@return the purchase that was finished here by somebody else, if this process has observed it} */
    public Optional<Observation.ContextView> linked() {
        return linked;
    }
}
