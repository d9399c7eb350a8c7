package dev.posse.explorer;

import dev.posse.fixture.Mutation;
import java.util.Arrays;
import java.util.Optional;

/** Walks a history again that a violation has printed. */
final class Replay {

    private Replay() {}

    /**
     * Walks one history again.
     *
     * @param scenario as it was explored
     * @param mutation as it was explored
     * @param moves as a violation prints them
     * @return what is broken at its end, if anything is
     */
    static Optional<String> of(Scenario scenario, Mutation mutation, String... moves) {
        Explorer explorer = new Explorer(scenario, new Checks(mutation), Explorer.Way.SHORTEST);
        explorer.states.add(explorer.successors.start(), -1, 0);
        State state = new State();
        for (String move : moves) {
            explorer.states.read(explorer.states.size() - 1, state);
            walk(explorer, state, move);
            explorer.states.add(explorer.successors.next, explorer.states.size() - 1, 0);
        }
        explorer.states.read(explorer.states.size() - 1, state);
        return explorer.checks.check(state, scenario).map(Checks.Broken::what);
    }

    private static void walk(Explorer explorer, State state, String move) {
        String[] words = move.split(" ", 3);
        if (words[0].equals("restored")) {
            explorer.successors.apply(state, -1, Event.RESTORED, 0);
        } else if (words[0].equals("lands")) {
            int flight = Arrays.stream(explorer.universe.flights.in(state.flights))
                    .filter(member -> explorer.universe
                            .keyName(explorer.universe.flights.get(member).key())
                            .equals(words[1]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No write in flight for " + move));
            explorer.successors.apply(state, -1, Event.LANDS, flight);
        } else if (words[1].equals("reads")) {
            explorer.successors.apply(state, Integer.parseInt(words[0]), Event.READ, explorer.universe.key(words[2]));
        } else {
            explorer.successors.apply(state, Integer.parseInt(words[0]), Event.valueOf(words[1]), 0);
        }
    }
}
