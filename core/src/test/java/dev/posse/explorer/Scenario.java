package dev.posse.explorer;

import dev.posse.document.AttemptIdentity;
import dev.posse.document.Document;
import dev.posse.step.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * A configuration to explore: what stands in the store, who acts, and how many faults may happen inside the actors.
 *
 * @param name of the configuration
 * @param start documents that stand there at the beginning
 * @param actors who acts, in any interleaving
 * @param faults how many answers may be lost, late or spurious in one history
 * @param extras what may happen besides
 */
record Scenario(String name, List<Document> start, List<Actor> actors, int faults, Extras extras) {

    /** What else may happen. */
    enum Extras {
        /** Nothing. */
        NONE,
        /** Reads and writes that fail for certain. */
        FAILURES,
        /** Once, the database goes back to how it stood at the beginning. */
        RESTORED_COPY,
        /** Nobody else is there: whoever acts, buys. */
        ALONE,
        /** Nobody dies and no answer is lost: when all have ended, the campaign stands at the highest slot sold. */
        KEEPS_UP,
        /** The documents contradict each other from the beginning: whoever finds it stops the campaign and repairs nothing. */
        CONTRADICTION
    }

    /**
     * One who acts.
     *
     * @param name for the history
     * @param first its first step
     * @param account whose it is, or empty
     * @param purchaseId its purchase's or movement's id, or empty
     * @param attemptId its attempt, or empty
     * @param promise what its refusals promise
     * @param knowing its first step, if its node has seen the campaign at that slot
     */
    record Actor(
            String name,
            Next<?> first,
            String account,
            String purchaseId,
            String attemptId,
            Promise promise,
            LongFunction<Next<?>> knowing) {

        Actor(String name, Next<?> first, String account, String purchaseId, String attemptId, Promise promise) {
            this(name, first, account, purchaseId, attemptId, promise, seen -> first);
        }

        AttemptIdentity identity() {
            return new AttemptIdentity(account, purchaseId, attemptId);
        }

        /** On a node that forgets what it has seen. */
        Actor forgetful() {
            return new Actor(name, first, account, purchaseId, attemptId, promise);
        }

        Actor promising(Promise other) {
            return new Actor(name, first, account, purchaseId, attemptId, other, knowing);
        }
    }

    /** What a refusal promises. */
    enum Promise {
        /** Nothing of this attempt is or will be sold. */
        THIS_ATTEMPT,
        /** Nothing of this purchase is or will be sold, whichever call attempted it. */
        THE_PURCHASE,
        /** Nothing, unless it was called off: an earlier call has not read anything yet, and counts as a later one. */
        NOTHING
    }

    static Scenario of(String name, List<Document> start) {
        return new Scenario(name, List.copyOf(start), List.of(), 0, Extras.NONE);
    }

    Scenario with(Actor actor) {
        List<Actor> all = new ArrayList<>(actors);
        all.add(actor);
        return new Scenario(name + " | " + actor.name(), start, List.copyOf(all), faults, extras);
    }

    Scenario withFaults(int most) {
        return new Scenario(name + (most == 0 ? "" : " | faults " + most), start, actors, most, extras);
    }

    Scenario with(Extras more) {
        return new Scenario(
                name + " | " + more.name().toLowerCase(Locale.ROOT).replace('_', ' '), start, actors, faults, more);
    }
}
