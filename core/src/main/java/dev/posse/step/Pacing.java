package dev.posse.step;

import dev.posse.observe.PosseEvent.Actor;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How one run of an actor waits, and for how long it goes on: in trouble, and before it begins again, it pauses; after its
 * {@link Deadline} nothing is asked of the store any more. To the steps that is an operation which has failed for certain, as any other may
 * (law A8: time decides when, never what).
 */
final class Pacing {

    /** First pause after trouble, and up to a half more; it doubles up to {@link #LONGEST_PAUSE} while the trouble lasts. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /**
     * The second round begins at once, for often nobody is in the way any more. Before the third one the pause is this, and up to as much
     * again; it doubles from round to round.
     */
    private static final Duration FIRST_ROUND_PAUSE = Duration.ofNanos(500_000);

    private static final int MOST_DOUBLINGS = 6;

    private final Sleeper sleeper;
    private final DoubleSupplier jitter;
    private final Optional<Deadline> deadline;
    private Duration pause = FIRST_PAUSE;
    private boolean isAfterPause;

    Pacing(Actor actor, Sleeper sleeper, DoubleSupplier jitter, Deadline deadline) {
        this.sleeper = sleeper;
        this.jitter = jitter;
        // Nobody waits for the end of a patrol.
        this.deadline = actor == Actor.PATROL ? Optional.empty() : Optional.of(deadline);
    }

    /** Whoever was in the way of the rounds before is likely to be under way still, and those who meet wait differently long. */
    void before(Step<?> step) {
        int rounds = step.roundsBefore();
        if (rounds > 1 && !isAfterPause && !isOver()) {
            wait(FIRST_ROUND_PAUSE.multipliedBy(1L << Math.min(rounds - 2, MOST_DOUBLINGS)), 1);
        }
        isAfterPause = false;
    }

    void after(Answer answer, Next<?> next) {
        if (!(answer instanceof Answer.Unknown || answer instanceof Answer.Failed)) {
            pause = FIRST_PAUSE;
        } else if (next instanceof Step && !isOver()) {
            // In an outage the bounded effort is spread over time, or it would be spent within a millisecond.
            wait(pause, 0.5);
            isAfterPause = true;
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private void wait(Duration least, double more) {
        sleeper.pause(Duration.ofNanos((long) (least.toNanos() * (1 + more * jitter.getAsDouble()))));
    }

    /** Returns whether the call has had its time: then its bounded tries end without the store, and without pauses. */
    boolean isOver() {
        return deadline.isPresent() && deadline.get().isOver();
    }

    Answer tooLate(Operation operation) {
        return new Answer.Failed(new StoreException("Given up after " + Bounds.CALL.toSeconds()
                + " s, in which the store did not answer or others were always first; not asked any more: "
                + operation));
    }
}
