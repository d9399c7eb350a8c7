package dev.posse.spring;

import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.Subject;
import io.micrometer.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps wait here until the work that they are part of is told; after that they are told at once. Bounded: of a work that is never
 * told, as when a purchase throws, the steps are forgotten when younger works need the place.
 */
final class TakenSteps {

    private static final int MOST_WORKS = 4_096;
    private static final int MOST_STEPS = 256;

    private final Map<Work, Taken> works = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Work, Taken> eldest) {
            return size() > MOST_WORKS;
        }
    };

    /** What an actor does for one purchase. */
    record Work(Actor actor, String account, String purchaseId) {

        /** Steps that are taken for several purchases at once, or for none, belong to no work. */
        static Optional<Work> of(Actor actor, Subject subject) {
            return subject.account()
                    .flatMap(account -> subject.purchaseId().map(purchase -> new Work(actor, account, purchase)));
        }
    }

    record Step(PosseEvent.StepTaken taken, Instant began) {}

    private static final class Taken {

        private List<Step> steps = new ArrayList<>();
        private Optional<Observation> ended = Optional.empty();
    }

    /** Keeps a step, or returns the observation of its work if that was told already. */
    synchronized Optional<Observation> take(Work work, Step step) {
        Taken taken = works.computeIfAbsent(work, begun -> new Taken());
        if (taken.ended.isEmpty() && taken.steps.size() < MOST_STEPS) {
            taken.steps.add(step);
        }
        return taken.ended;
    }

    /** The steps of a work that is told now. */
    synchronized List<Step> takenFor(Work work) {
        Taken taken = works.remove(work);
        return taken == null ? List.of() : taken.steps;
    }

    synchronized void end(Work work, Observation observation) {
        Taken taken = works.computeIfAbsent(work, told -> new Taken());
        taken.steps = new ArrayList<>();
        taken.ended = Optional.of(observation);
    }

    synchronized Optional<Observation> ended(Work work) {
        return Optional.ofNullable(works.get(work)).flatMap(taken -> taken.ended);
    }
}
