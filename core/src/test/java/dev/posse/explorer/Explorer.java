package dev.posse.explorer;

import dev.posse.purchase.Handed;
import dev.posse.purchase.PurchaseDriver;
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
    final State next = new State();

    /** How the store stands at the beginning. */
    private final int copy;

    /** By actor, what each of its ends is worth as a {@link Report}. */
    private final List<LongIntMap> reports = new ArrayList<>();

    private final Reasons reasons;

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
        this.copy = universe.storeOf(scenario.start());
        this.states = new StateSet(way == Way.SHORTEST);
        this.reasons = new Reasons(universe, scenario, copy);
        scenario.actors().forEach(actor -> reports.add(new LongIntMap(16)));
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
        states.add(start(), -1, 0);
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
        states.add(start(), -1, 0);
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

    State start() {
        State start = new State();
        start.store = copy;
        start.flights = Universe.NO_FLIGHTS;
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            start.values[actor] = universe.value(scenario.actors().get(actor).first()).id;
        }
        return start;
    }

    private Result result(Optional<Violation> violation) {
        return new Result(scenario, states.size(), violation);
    }

    private void expand(int from, State state) {
        if (scenario.extras() == Scenario.Extras.RESTORED_COPY && isAheadOfTheCopy(state.store)) {
            reach(from, state, -1, Event.RESTORED, 0);
        }
        if (state.flights != Universe.NO_FLIGHTS) {
            for (int flight : universe.flightsIn(state.flights)) {
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
        apply(state, actor, event, detail);
        states.add(next, from, detail << 8 | event.code << 4 | (actor + 1));
    }

    /** Leaves the state that follows in {@link #next}. */
    void apply(State state, int actor, Event event, int detail) {
        int store = state.store;
        int flights = state.flights;
        next.faults = state.faults;
        System.arraycopy(state.values, 0, next.values, 0, state.values.length);
        if (event == Event.RESTORED) {
            restore(state);
            return;
        } else if (event == Event.LANDS) {
            Universe.Flight flight = universe.flightOf(detail);
            store = universe.landing(store, flight);
            flights = universe.landed(flights, detail);
        } else if (event == Event.READ) {
            ActorValue value = universe.value(state.values[actor]).afterReading(detail, universe.at(store, detail));
            next.values[actor] = reported(actor, value);
            store = judged(actor, value, store);
        } else if (event == Event.ALARMED || event == Event.HELD) {
            next.values[actor] =
                    reported(actor, universe.value(state.values[actor]).after(event, false));
        } else if (event == Event.READ_FAILED) {
            next.values[actor] =
                    reported(actor, universe.value(state.values[actor]).after(event, false));
            next.faults += way == Way.THRIFTY ? 0 : 1;
        } else {
            ActorValue value = universe.value(state.values[actor]);
            boolean lands = universe.lands(value.write, store);
            if (lands && (event == Event.TRUE || event == Event.LOST_APPLIED)) {
                store = universe.with(store, value.write.key(), value.write.after());
            }
            if (event == Event.LATE) {
                flights = universe.plus(flights, value.chain() - 1);
            }
            ActorValue after = value.after(event, lands);
            next.values[actor] = reported(actor, after);
            store = judged(actor, after, store);
            next.faults += event == Event.TRUE || way == Way.THRIFTY ? 0 : 1;
        }
        next.store = store;
        next.flights = universe.live(flights, store);
    }

    /** Not restored before, and campaigns have moved since. */
    private boolean isAheadOfTheCopy(int store) {
        return !universe.isRestored(store) && universe.highestLast(store) > universe.highestLast(copy);
    }

    /** Whoever is at work dies with the database; who comes later is on a node that has seen all that there was. */
    private void restore(State state) {
        long seen = universe.highestLast(state.store);
        Restored note = new Restored(seen, universe.books(copy).claimCount());
        next.store = universe.with(copy, universe.key(note.key()), universe.cell(note.key(), note.encode(), 1));
        next.flights = Universe.NO_FLIGHTS;
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            Scenario.Actor who = scenario.actors().get(actor);
            boolean waits = state.values[actor] == universe.value(who.first()).id;
            next.values[actor] =
                    waits ? universe.value(who.knowing().apply(seen)).id : universe.report(new Report.Nothing()).id;
        }
    }

    /** The number of the value, or of what it has reported if it is an end. */
    private int reported(int actor, ActorValue value) {
        if (value.kind != ActorValue.Kind.ENDED) {
            return value.id;
        }
        if (value.result().orElseThrow() instanceof List<?> handed) {
            // Who has combined purchases hands each back to its buyer, the first actors of the scenario.
            for (int buyer = 0; buyer < handed.size(); buyer++) {
                next.values[buyer] = reported(buyer, handed(handed.get(buyer)));
            }
            return universe.report(new Report.Nothing()).id;
        }
        int known = reports.get(actor).get(value.id);
        if (known == LongIntMap.NONE) {
            Object result = value.result().orElseThrow();
            known = universe.report(Report.of(scenario.actors().get(actor), result)).id;
            reports.get(actor).put(value.id, known);
        }
        return known;
    }

    private ActorValue handed(Object handed) {
        if (handed instanceof Handed.Apart apart) {
            return universe.value(apart.next());
        }
        return universe.value(
                handed instanceof Handed.NotBegun later
                        ? PurchaseDriver.begin(later.call())
                        : ((Handed.At) handed).next());
    }

    private int judged(int actor, ActorValue value, int store) {
        int judged = reasons.storeAfter(actor, value, store);
        if (value.result().orElse("") instanceof List<?> all) {
            for (int buyer = 0; buyer < all.size(); buyer++) {
                judged = reasons.storeAfter(buyer, handed(all.get(buyer)), judged);
            }
        }
        return judged;
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
