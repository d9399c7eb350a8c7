package dev.posse.explorer;

import dev.posse.fixture.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explores a scenario completely: every interleaving of single operations, every fault within the bound, every late landing.
 * Each state is also "everybody died here" and is checked for what follows from that.
 *
 * <p>There are two ways. {@link Way#THRIFTY} leaves out what others cover, exactly:
 *
 * <ul>
 *   <li>It takes the states that need no fault first, then those that need one, and so on. A state met again at the price of
 *       more faults is not taken again: whatever may follow it then could follow it before.
 *   <li>Of a write whose answer is lost it takes only "still in flight". That it happened is the same followed by its landing
 *       at once. That it never happened is the same with a write that never lands: such a state has every move and every check
 *       that the one without the write has.
 * </ul>
 *
 * <p>{@link Way#SHORTEST} is plain breadth first and takes everything. It explains what the thrifty way has found: by a
 * history with the fewest faults, and of those a shortest.
 */
final class Explorer {

    private final Scenario scenario;
    private final Way way;
    final Universe universe;
    final Checks checks;
    final StateSet states;
    final Successors successors;

    /** How it goes about it. */
    enum Way {
        THRIFTY,
        SHORTEST
    }

    /**
     * What was found.
     *
     * @param scenario that was explored
     * @param states how many distinct states there are
     * @param violation the shortest history that breaks something, if there is one
     */
    record Result(Scenario scenario, int states, Optional<Violation> violation) {}

    Explorer(Scenario scenario, Checks checks, Way way) {
        this.scenario = scenario;
        this.checks = checks;
        this.universe = checks.universe();
        this.way = way;
        this.states = new StateSet(way == Way.SHORTEST);
        this.successors = new Successors(scenario, universe, way);
    }

    static Result explore(Scenario scenario, Mutation mutation) {
        return explore(scenario, new Checks(mutation));
    }

    /** Explores with what was computed for other scenarios already. */
    static Result explore(Scenario scenario, Checks checks) {
        Result result = new Explorer(scenario, checks, Way.THRIFTY).thrifty();
        if (result.violation().isEmpty()) {
            return result;
        }
        for (int faults = 0; faults <= scenario.faults(); faults++) {
            Optional<Violation> explained = new Explorer(scenario, checks, Way.SHORTEST).shortest(faults);
            if (explained.isPresent()) {
                return new Result(scenario, result.states(), explained);
            }
        }
        throw new IllegalStateException("What was found in " + scenario.name() + " cannot be found again");
    }

    private Result thrifty() {
        states.add(successors.start(), -1, 0);
        State state = new State();
        int from = 0;
        for (int faults = 0; faults <= scenario.faults(); faults++) {
            for (int at = from; at < states.size(); at++) {
                states.read(at, state);
                Optional<Checks.Broken> broken = checks.check(state, scenario);
                if (broken.isPresent()) {
                    return result(Optional.of(new Violation(
                            broken.get().what(), List.of(), broken.get().afterwards(), scenario)));
                }
                expand(at, state);
            }
            int end = states.size();
            for (int at = from; at < end && faults < scenario.faults(); at++) {
                states.read(at, state);
                expandFaults(at, state);
            }
            from = end;
        }
        return result(Optional.empty());
    }

    private Optional<Violation> shortest(int faults) {
        states.add(successors.start(), -1, 0);
        State state = new State();
        for (int at = 0; at < states.size(); at++) {
            states.read(at, state);
            Optional<Checks.Broken> broken = checks.check(state, scenario);
            if (broken.isPresent()) {
                return Optional.of(violation(at, broken.get()));
            }
            expand(at, state);
            if (state.faults < faults) {
                expandFaults(at, state);
            }
        }
        return Optional.empty();
    }

    private Result result(Optional<Violation> violation) {
        return new Result(scenario, states.size(), violation);
    }

    private void expand(int from, State state) {
        if (scenario.extras() == Scenario.Extras.RESTORED_COPY && successors.isAheadOfTheCopy(state.store)) {
            reach(from, state, -1, Event.RESTORED, 0);
        }
        if (state.flights != Flights.NONE) {
            for (int flight : universe.flights.in(state.flights)) {
                reach(from, state, -1, Event.LANDS, flight);
            }
        }
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state.values[actor]);
            if (value.kind == ActorValue.Kind.READ) {
                for (int key : value.toRead) {
                    reach(from, state, actor, Event.READ, key);
                }
                if (value.isGuess() && value.chain() != 0 && universe.lands(value.write, state.store)) {
                    reach(from, state, actor, Event.HELD, 0);
                }
            } else if (value.kind == ActorValue.Kind.ALARM) {
                reach(from, state, actor, Event.ALARMED, 0);
            } else if (value.kind == ActorValue.Kind.WRITE) {
                reach(from, state, actor, Event.TRUE, 0);
            }
        }
    }

    private void expandFaults(int from, State state) {
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state.values[actor]);
            if (scenario.extras() == Scenario.Extras.FAILURES) {
                if (value.kind == ActorValue.Kind.WRITE) {
                    reach(from, state, actor, Event.FAILED, 0);
                } else if (value.kind == ActorValue.Kind.READ) {
                    reach(from, state, actor, Event.READ_FAILED, 0);
                }
            }
            if (value.isGuess() && value.chain() != 0) {
                boolean holds = universe.lands(value.write, state.store);
                reach(from, state, actor, holds ? Event.LATE : Event.LOST, 0);
            }
            if (value.kind == ActorValue.Kind.WRITE) {
                boolean lands = universe.lands(value.write, state.store);
                if (!lands || way == Way.SHORTEST) {
                    reach(from, state, actor, Event.LOST, 0);
                }
                // Lost and refused alike are covered by TRUE and LOST where the write would not land anyway.
                if (lands) {
                    if (way == Way.SHORTEST) {
                        reach(from, state, actor, Event.LOST_APPLIED, 0);
                    }
                    reach(from, state, actor, Event.LATE, 0);
                    if (value.write.expectedNumber() != 0) { // S6 lets swaps be refused, adds never.
                        reach(from, state, actor, Event.SPURIOUS, 0);
                    }
                }
            }
        }
    }

    private void reach(int from, State state, int actor, Event event, int detail) {
        successors.apply(state, actor, event, detail);
        states.add(successors.next, from, detail << 8 | event.code << 4 | (actor + 1));
    }

    private Violation violation(int end, Checks.Broken broken) {
        List<Integer> path = new ArrayList<>();
        for (int at = end; at > 0; at = states.parent(at)) {
            path.add(0, at);
        }
        List<Move> moves = new ArrayList<>();
        State state = new State();
        for (int at : path) {
            states.read(states.parent(at), state);
            moves.add(move(state, states.action(at)));
        }
        return new Violation(broken.what(), List.copyOf(moves), broken.afterwards(), scenario);
    }

    private Move move(State state, int action) {
        int actor = (action & 15) - 1;
        Event event = Event.of(action >>> 4 & 15);
        int detail = action >>> 8;
        if (event == Event.LANDS) {
            return Move.landing(universe, detail);
        } else if (event == Event.RESTORED) {
            return Move.restored();
        }
        String who = scenario.actors().get(actor).name();
        return Move.of(universe, who, universe.value(state.values[actor]), state.store, event, detail, actor);
    }
}
