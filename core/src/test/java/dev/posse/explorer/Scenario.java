package dev.posse.explorer;

import dev.posse.document.Document;
import dev.posse.step.Next;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration to explore: what stands in the store, who acts, and how many faults may happen inside the actors.
 *
 * @param name of the configuration
 * @param start documents that stand there at the beginning
 * @param actors who acts, in any interleaving
 * @param faults how many answers may be lost, late or spurious in one history
 */
record Scenario(String name, List<Document> start, List<Actor> actors, int faults) {

    /**
     * One who acts.
     *
     * @param name for the history
     * @param first its first step
     * @param account whose it is, or empty
     * @param purchaseId its purchase's or movement's id, or empty
     * @param attemptId its attempt, or empty
     * @param promise what its refusals promise
     */
    record Actor(String name, Next<?> first, String account, String purchaseId, String attemptId, Promise promise) {}

    /** What a refusal promises. */
    enum Promise {
        /** Nothing of this attempt is or will be sold. */
        THIS_ATTEMPT,
        /** Nothing of this purchase is or will be sold, whichever call attempted it. */
        THE_PURCHASE
    }

    static Scenario of(String name, List<Document> start) {
        return new Scenario(name, List.copyOf(start), List.of(), 0);
    }

    Scenario with(Actor actor) {
        List<Actor> all = new ArrayList<>(actors);
        all.add(actor);
        return new Scenario(name + " | " + actor.name(), start, List.copyOf(all), faults);
    }

    Scenario withFaults(int most) {
        return new Scenario(name + (most == 0 ? "" : " | faults " + most), start, actors, most);
    }
}
