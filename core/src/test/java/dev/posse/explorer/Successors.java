package dev.posse.explorer;

import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.TurnResult;
import java.util.ArrayList;
import java.util.List;

/** What follows a state of a scenario by one event: at the store, in flight, and with each of the actors. */
final class Successors {

    private final Scenario scenario;
    private final Universe universe;
    private final Explorer.Way way;

    /** How the store stands at the beginning. */
    private final int copy;

    /** By actor, what each of its ends is worth as a {@link Report}. */
    private final List<LongIntMap> reports = new ArrayList<>();

    private final Reasons reasons;

    /** The state that followed last. */
    final State next = new State();

    Successors(Scenario scenario, Universe universe, Explorer.Way way) {
        this.scenario = scenario;
        this.universe = universe;
        this.way = way;
        this.copy = universe.storeOf(scenario.start());
        this.reasons = new Reasons(universe, scenario, copy);
        scenario.actors().forEach(actor -> reports.add(new LongIntMap(16)));
    }

    /** The state in which nobody has done anything. */
    State start() {
        State start = new State();
        start.store = copy;
        start.flights = Flights.NONE;
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            start.values[actor] = universe.value(scenario.actors().get(actor).first()).id;
        }
        return start;
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
            Flights.Flight flight = universe.flights.get(detail);
            store = universe.landing(store, flight);
            flights = universe.flights.landed(flights, detail);
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
            next.faults += way == Explorer.Way.THRIFTY ? 0 : 1;
        } else {
            ActorValue value = universe.value(state.values[actor]);
            boolean lands = universe.lands(value.write, store);
            if (lands && (event == Event.TRUE || event == Event.LOST_APPLIED)) {
                store = universe.with(store, value.write.key(), value.write.after());
            }
            if (event == Event.LATE) {
                flights = universe.flights.plus(flights, value.chain() - 1);
            }
            ActorValue after = value.after(event, lands);
            next.values[actor] = reported(actor, after);
            store = judged(actor, after, store);
            next.faults += event == Event.TRUE || way == Explorer.Way.THRIFTY ? 0 : 1;
        }
        next.store = store;
        next.flights = universe.live(flights, store);
    }

    /** Not restored before, and campaigns have moved since. */
    boolean isAheadOfTheCopy(int store) {
        return !universe.isRestored(store) && universe.highestLast(store) > universe.highestLast(copy);
    }

    /** Whoever is at work dies with the database; who comes later is on a node that has seen all that there was. */
    private void restore(State state) {
        long seen = universe.highestLast(state.store);
        Restored note = new Restored(seen, universe.books(copy).claimCount());
        next.store = universe.with(copy, universe.key(note.key()), universe.cell(note.key(), note.encode(), 1));
        next.flights = Flights.NONE;
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
        if (handed instanceof TurnResult.Apart apart) {
            return universe.value(apart.next());
        }
        return universe.value(
                handed instanceof TurnResult.NotBegun later
                        ? PurchaseDriver.begin(later.call())
                        : ((TurnResult.At) handed).next());
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
}
