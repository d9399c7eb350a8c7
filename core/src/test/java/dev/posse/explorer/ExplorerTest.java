package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The protocol holds in every interleaving, crash and lost answer")
class ExplorerTest {

    private static final int SHOWN = 5;

    @Test
    @DisplayName("of two actors from every start, with up to two answers lost, late or spurious")
    void pairs() {
        explore("pairs, two faults", 5_000_000, () -> Scenarios.pairs(2));
    }

    @Test
    @Tag("exhaustive")
    @DisplayName("of three actors from an absent and from a void slot, with true answers")
    void triples() {
        explore("triples, no faults", 3_000_000, () -> triplesFrom("slot "));
    }

    @Test
    @DisplayName("of the four actors that matter")
    void fours() {
        explore("fours, no faults", 1_000_000, Scenarios::fours);
    }

    @Test
    @Tag("long")
    @DisplayName("of three actors from every other start, with true answers")
    void triplesFromOtherStarts() {
        explore("triples from other starts, no faults", 10_000_000, () -> triplesFrom("half ", "one "));
    }

    private static List<Scenario> triplesFrom(String... starts) {
        return Scenarios.triples(0, Scenarios.drivers().subList(0, 1)).stream()
                .filter(scenario -> Stream.of(starts).anyMatch(scenario.name()::startsWith))
                .collect(Collectors.toList());
    }

    @Test
    @Tag("long")
    @DisplayName("of three actors from every start, one of which tries several slots or has no patience")
    void moreTriples() {
        explore(
                "more triples, no faults",
                20_000_000,
                () -> Scenarios.triples(0, Scenarios.drivers().subList(1, 4)));
    }

    @Test
    @Tag("long")
    @DisplayName("of three actors from the simplest starts, with one answer lost, late or spurious")
    void triplesWithFaults() {
        explore(
                "triples, one fault",
                20_000_000,
                () -> Scenarios.triples(1, Scenarios.drivers().subList(0, 1)).stream()
                        .filter(scenario -> scenario.name().startsWith("slot "))
                        .collect(Collectors.toList()));
    }

    /** The floor keeps a scenario that explores nothing from passing. */
    private static void explore(String what, long floor, Supplier<List<Scenario>> scenarios) {
        long began = System.nanoTime();
        List<Explorer.Result> results = scenarios.get().parallelStream()
                .map(scenario -> Explorer.explore(scenario, Mutation.NONE))
                .collect(Collectors.toList());
        long states = results.stream().mapToLong(Explorer.Result::states).sum();
        System.out.printf(
                "explored %s: %,d scenarios, %,d distinct states, %,d ms; the largest:%n",
                what, results.size(), states, (System.nanoTime() - began) / 1_000_000);
        results.stream()
                .sorted(Comparator.comparingInt(Explorer.Result::states).reversed())
                .limit(SHOWN)
                .forEach(result -> System.out.printf(
                        "    %,10d  %s%n", result.states(), result.scenario().name()));
        assertAll(
                () -> assertEquals(Optional.empty(), shortest(results)),
                () -> assertTrue(states >= floor, () -> "only " + states + " states were explored"));
    }

    private static Optional<Explorer.Violation> shortest(List<Explorer.Result> results) {
        return results.stream()
                .flatMap(result -> result.violation().stream())
                .min(Comparator.comparingInt(violation -> violation.moves().size()));
    }

    @Test
    @DisplayName("A violation's own test walks the same history to the same end")
    void replays() {
        Law law = Laws.all().get(0);
        Explorer.Violation violation =
                Explorer.explore(law.scenario(), law.mutation()).violation().orElseThrow();
        String[] moves = violation.moves().stream().map(Explorer.Move::code).toArray(String[]::new);

        assertEquals(Optional.of(violation.what()), Explorer.replay(law.scenario(), law.mutation(), moves));
        assertEquals(Optional.empty(), Explorer.replay(law.scenario(), Mutation.NONE, "0 reads account/u"));
    }
}
