package dev.posse.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Explores a scenario breadth first, completely: every interleaving of single operations, every fault within the bound,
 * every late landing. Each state is also "everybody died here" and is checked for what follows from that.
 */
final class Explorer {

    private final Scenario scenario;
    private final Universe universe;
    private final Checks checks;
    private final StateSet states;
    private final int width;

    /**
     * What was found.
     *
     * @param scenario that was explored
     * @param states how many distinct states there are
     * @param stores how many distinct contents of the store
     * @param violation the shortest history that breaks something, if there is one
     */
    record Result(Scenario scenario, int states, int stores, Optional<Violation> violation) {}

    /**
     * One operation of a history.
     *
     * @param who acted
     * @param step of the protocol
     * @param operation that was asked
     * @param answer that was given
     * @param code to walk it again
     */
    record Move(String who, String step, String operation, String answer, String code) {

        @Override
        public String toString() {
            return String.format("%-22s %-9s %s -> %s", who, step, operation, answer);
        }
    }

    /**
     * A broken promise.
     *
     * @param what is broken
     * @param moves how to get there
     * @param scenario in which
     */
    record Violation(String what, List<Move> moves, String scenario) {

        /** The history, and a test that walks it again. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(scenario).append(System.lineSeparator());
            for (int at = 0; at < moves.size(); at++) {
                text.append(String.format("%3d. %s%n", at + 1, moves.get(at)));
            }
            text.append("  => ").append(what).append(String.format("%n%n"));
            text.append(String.format("    @Test%n    void walksItAgain() {%n"));
            text.append(String.format("        assertEquals(Optional.empty(), Explorer.replay(%n"));
            text.append(String.format("                Scenarios.named(\"%s\"), Mutation.NONE", scenario));
            moves.forEach(move -> text.append(String.format(",%n                \"%s\"", move.code())));
            return text.append(String.format("));%n    }%n")).toString();
        }
    }

    private Explorer(Scenario scenario, Mutation mutation) {
        this.scenario = scenario;
        this.universe = new Universe(mutation);
        this.checks = new Checks(universe, scenario);
        this.width = 2 + scenario.actors().size();
        this.states = new StateSet(width);
    }

    static Result explore(Scenario scenario, Mutation mutation) {
        return new Explorer(scenario, mutation).run();
    }

    private Result run() {
        int[] start = start();
        states.add(start, -1, 0);
        int[] state = new int[width];
        for (int at = 0; at < states.size(); at++) {
            states.read(at, state);
            Optional<String> broken = checks.check(state, flights(state));
            if (broken.isPresent()) {
                return result(Optional.of(violation(at, broken.get())));
            }
            expand(at, state);
        }
        return result(Optional.empty());
    }

    private int[] start() {
        int[] start = new int[width];
        start[0] = universe.storeOf(scenario.start());
        start[1] = pack(universe.flightSet(new int[0]), 0);
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            start[2 + actor] = universe.value(scenario.actors().get(actor).first()).id;
        }
        return start;
    }

    private Result result(Optional<Violation> violation) {
        return new Result(scenario, states.size(), universe.storeCount(), violation);
    }

    private static int pack(int flights, int faults) {
        return flights << 4 | faults;
    }

    private static int flights(int[] state) {
        return state[1] >>> 4;
    }

    private static int faults(int[] state) {
        return state[1] & 15;
    }

    private void expand(int from, int[] state) {
        for (int flight : universe.flightsIn(flights(state))) {
            reach(from, state, -1, Event.LANDS, flight);
        }
        for (int actor = 0; actor < scenario.actors().size(); actor++) {
            ActorValue value = universe.value(state[2 + actor]);
            if (value.kind == ActorValue.Kind.READ) {
                for (int key : value.toRead) {
                    reach(from, state, actor, Event.READ, key);
                }
            } else if (value.kind == ActorValue.Kind.WRITE) {
                reach(from, state, actor, Event.TRUE, 0);
                if (faults(state) < scenario.faults()) {
                    reach(from, state, actor, Event.LOST_APPLIED, 0);
                    reach(from, state, actor, Event.LOST, 0);
                    reach(from, state, actor, Event.LATE, 0);
                    reach(from, state, actor, Event.SPURIOUS, 0);
                }
            }
        }
    }

    /** What may happen next. */
    enum Event {
        READ(0),
        TRUE(1),
        LOST_APPLIED(2),
        LOST(3),
        LATE(4),
        SPURIOUS(5),
        LANDS(6);

        private static final Event[] BY_CODE = values();

        private final int code;

        Event(int code) {
            this.code = code;
        }
    }

    private void reach(int from, int[] state, int actor, Event event, int detail) {
        int[] next = apply(state, actor, event, detail);
        if (next.length > 0) {
            states.add(next, from, action(actor, event, detail));
        }
    }

    private static int action(int actor, Event event, int detail) {
        return detail << 8 | event.code << 4 | (actor + 1);
    }

    /** The state that follows, or an empty array if the event makes no difference here. */
    private int[] apply(int[] state, int actor, Event event, int detail) {
        int store = state[0];
        int inFlight = flights(state);
        int faults = faults(state);
        int[] next = state.clone();
        if (event == Event.LANDS) {
            store = universe.with(
                    store,
                    universe.flightOf(detail).key(),
                    universe.flightOf(detail).after());
        } else if (event == Event.READ) {
            ActorValue value = universe.value(state[2 + actor]);
            next[2 + actor] = value.afterReading(detail, universe.at(store, detail)).id;
        } else {
            ActorValue value = universe.value(state[2 + actor]);
            boolean lands = universe.lands(value.write, store);
            if (!lands && event != Event.TRUE && event != Event.LOST) {
                // Lost and refused alike are covered by TRUE and LOST where the write would not land anyway.
                return new int[0];
            }
            if (event == Event.SPURIOUS && value.write.expectedNumber() == 0) {
                return new int[0]; // S6 lets swaps be refused, adds never.
            }
            if (lands && (event == Event.TRUE || event == Event.LOST_APPLIED)) {
                store = universe.with(store, value.write.key(), value.write.after());
            }
            if (event == Event.LATE) {
                inFlight = universe.plus(inFlight, universe.flight(value.write));
            }
            next[2 + actor] = follower(value, event, lands).id;
            faults += event == Event.TRUE ? 0 : 1;
        }
        next[0] = store;
        next[1] = pack(universe.live(inFlight, store), faults);
        return next;
    }

    private static ActorValue follower(ActorValue value, Event event, boolean lands) {
        return switch (event) {
            case TRUE -> lands ? value.afterHappened() : value.afterRefused();
            case SPURIOUS -> value.afterRefused();
            default -> value.afterUnknown();
        };
    }

    private Violation violation(int end, String broken) {
        List<Integer> path = new ArrayList<>();
        for (int at = end; at > 0; at = states.parent(at)) {
            path.add(0, at);
        }
        List<Move> moves = new ArrayList<>();
        int[] state = new int[width];
        for (int at : path) {
            states.read(states.parent(at), state);
            moves.add(move(state, states.action(at)));
        }
        return new Violation(broken, List.copyOf(moves), scenario.name());
    }

    private Move move(int[] state, int action) {
        int actor = (action & 15) - 1;
        Event event = Event.BY_CODE[action >>> 4 & 15];
        int detail = action >>> 8;
        if (event == Event.LANDS) {
            Cell cell = universe.cell(universe.flightOf(detail).after());
            return new Move("(in flight)", "", "a write lands on " + cell.key(), Brief.of(cell), "lands " + cell.key());
        }
        ActorValue value = universe.value(state[2 + actor]);
        String who = scenario.actors().get(actor).name();
        if (event == Event.READ) {
            int cell = universe.at(state[0], detail);
            String found = cell == 0 ? "absent" : Brief.of(universe.cell(cell));
            String key = universe.keyName(detail);
            return new Move(who, value.name(), "get " + key, found, actor + " reads " + key);
        }
        boolean lands = universe.lands(value.write, state[0]);
        String wrote = Brief.of(universe.cell(value.write.after()));
        String answer = switch (event) {
            case TRUE -> lands ? wrote : "refused";
            case LOST_APPLIED -> "nobody knows (it happened: " + wrote + ")";
            case LOST -> "nobody knows (it did not happen)";
            case LATE -> "nobody knows (it is still in flight: " + wrote + ")";
            default -> "refused for no reason";
        };
        return new Move(who, value.name(), value.operation(), answer, actor + " " + event.name());
    }

    /**
     * Walks one history again.
     *
     * @param scenario as it was explored
     * @param mutation as it was explored
     * @param moves as a violation prints them
     * @return what is broken at its end, if anything is
     */
    static Optional<String> replay(Scenario scenario, Mutation mutation, String... moves) {
        Explorer explorer = new Explorer(scenario, mutation);
        int[] state = explorer.start();
        for (String move : moves) {
            state = explorer.after(state, move);
        }
        return explorer.checks.check(state, flights(state));
    }

    private int[] after(int[] state, String move) {
        String[] words = move.split(" ", 3);
        if (words[0].equals("lands")) {
            int flight = Arrays.stream(universe.flightsIn(flights(state)))
                    .filter(member ->
                            universe.keyName(universe.flightOf(member).key()).equals(words[1]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No write in flight for " + move));
            return apply(state, -1, Event.LANDS, flight);
        }
        int actor = Integer.parseInt(words[0]);
        return words[1].equals("reads")
                ? apply(state, actor, Event.READ, universe.key(words[2]))
                : apply(state, actor, Event.valueOf(words[1]), 0);
    }
}
