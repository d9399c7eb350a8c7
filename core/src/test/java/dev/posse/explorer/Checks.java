package dev.posse.explorer;

import dev.posse.fixture.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold in every state: the invariants, what was reported, and that recovery and logins, run by somebody fresh to
 * their end, leave clean books, whatever is still in flight. Shared by the scenarios of one universe: what was found good for
 * a store is good whoever made it so.
 */
final class Checks {

    private final Universe universe;
    private final Rescue rescue;
    private final KnownGood good = new KnownGood();

    /**
     * A broken promise.
     *
     * @param what is broken
     * @param afterwards what somebody fresh does until it shows
     */
    record Broken(String what, List<Move> afterwards) {

        static Broken now(String what) {
            return new Broken(what, List.of());
        }

        private Broken after(List<Move> moves) {
            List<Move> all = new ArrayList<>(moves);
            all.addAll(afterwards);
            return new Broken(what, List.copyOf(all));
        }
    }

    Checks(Mutation mutation) {
        this(mutation, new Transcript());
    }

    Checks(Mutation mutation, Transcript transcript) {
        this.universe = new Universe(mutation, transcript);
        this.rescue = new Rescue(universe);
    }

    Universe universe() {
        return universe;
    }

    Optional<Broken> check(State state, Scenario scenario) {
        boolean contradiction = scenario.extras() == Scenario.Extras.CONTRADICTION;
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state.values[actor]);
            String name = scenario.actors().get(actor).name();
            if (scenario.extras() == Scenario.Extras.ALONE
                    && value.kind == ActorValue.Kind.ENDED
                    && !(value.result().orElseThrow() instanceof Report.Bought)) {
                return Optional.of(Broken.now("a lone driver buys: " + name + " does not"));
            } else if (value.kind == ActorValue.Kind.ALARM && !contradiction) {
                return Optional.of(Broken.now("invariant 5: " + name + " raises total failure"));
            } else if (value.kind == ActorValue.Kind.THREW) {
                return Optional.of(Broken.now(name + " " + value.memory.thrown()));
            }
        }
        if (scenario.extras() == Scenario.Extras.KEEPS_UP && haveAllEnded(state, scenario)) {
            Optional<Broken> behind = universe.books(state.store).behind().map(Broken::now);
            if (behind.isPresent()) {
                return behind;
            }
        }
        if (contradiction) {
            return universe.repaired(universe.storeOf(scenario.start()), state.store)
                    .map(Broken::now);
        }
        return isKnownGood(state, scenario) ? Optional.empty() : checkAll(state, scenario);
    }

    private boolean haveAllEnded(State state, Scenario scenario) {
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            if (universe.value(state.values[actor]).kind != ActorValue.Kind.ENDED) {
                return false;
            }
        }
        return true;
    }

    /** Whether this store, these writes in flight and these reports were each found good together before. */
    private boolean isKnownGood(State state, Scenario scenario) {
        if (!good.has(state.store, state.flights)) {
            return false;
        }
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state.values[actor]);
            if (value.kind == ActorValue.Kind.ENDED && !value.trueIn.has(state.store, state.flights)) {
                return false;
            }
        }
        return true;
    }

    private Optional<Broken> checkAll(State state, Scenario scenario) {
        Optional<Broken> broken = universe.books(state.store)
                .brokenNow()
                .or(() -> untruth(state, scenario, state.store))
                .map(Broken::now);
        // On an older copy nobody works before a person has looked.
        boolean recoverable = !universe.isRestored(state.store);
        for (Rescue.Way way : Rescue.Way.values()) {
            if (broken.isEmpty() && recoverable) {
                broken = brokenLater(state, scenario, state.store, state.flights, way);
            }
        }
        if (broken.isEmpty()) {
            good.add(state.store, state.flights);
            for (int actor = 0; actor < scenario.actors().size(); actor++) {
                ActorValue value = universe.value(state.values[actor]);
                if (value.kind == ActorValue.Kind.ENDED) {
                    value.trueIn.add(state.store, state.flights);
                }
            }
        }
        return broken;
    }

    /** Everybody dies, somebody fresh comes by, and then each write that is still in flight lands or never does. */
    private Optional<Broken> brokenLater(State state, Scenario scenario, int store, int flights, Rescue.Way way) {
        Rescue.Aftermath aftermath = rescue.after(store, way);
        Optional<String> what = aftermath.broken().or(() -> untruth(state, scenario, aftermath.store()));
        if (what.isPresent()) {
            return what.map(sentence -> new Broken(sentence, rescue.moves(store, way)));
        }
        for (int flight : universe.flights.in(flights)) {
            Flights.Flight write = universe.flights.get(flight);
            if (universe.lands(write, aftermath.store())) {
                int landed = universe.landing(aftermath.store(), write);
                Optional<Broken> broken =
                        brokenLater(state, scenario, landed, universe.flights.landed(flights, flight), way);
                if (broken.isPresent()) {
                    return broken.map(later ->
                            later.after(List.of(Move.landing(universe, flight))).after(rescue.moves(store, way)));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> untruth(State state, Scenario scenario, int store) {
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            Optional<Object> result = universe.value(state.values[actor]).result();
            if (result.isPresent() && result.get() instanceof Report report && !report.isTrue(universe.books(store))) {
                return Optional.of(
                        "invariant 4: " + scenario.actors().get(actor).name() + " has reported " + report
                                + ", which is not true (any more)");
            }
        }
        return Optional.empty();
    }
}
