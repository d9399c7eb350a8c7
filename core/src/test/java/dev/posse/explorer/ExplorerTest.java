package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The protocol holds in every interleaving, crash and lost answer")
class ExplorerTest {

    private static final int SHOWN = 5;

    @Test
    @DisplayName("of two actors from every start, with up to two answers lost, late or spurious")
    void pairs() throws IOException {
        explore("pairs, two faults", Scenarios.pairs(2));
    }

    @Test
    @Tag("exhaustive")
    @DisplayName("of three actors from every start, with true answers")
    void triples() throws IOException {
        explore("triples, no faults", Scenarios.triples(0, Scenarios.drivers().subList(0, 1)));
    }

    @Test
    @DisplayName("of the four actors that matter")
    void fours() throws IOException {
        explore("fours, no faults", Scenarios.fours());
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of one, with up to two faults")
    void windowOfOne() throws IOException {
        explore("window of one, two faults", Scenarios.overflows(1, 2));
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of two, with up to two faults")
    void windowOfTwo() throws IOException {
        explore("window of two, two faults", Scenarios.overflows(2, 2));
    }

    @Test
    @DisplayName("A11: of calls that have not read anything yet when their purchase is called off")
    void unread() throws IOException {
        explore("unread calls, two faults", Scenarios.unread(2));
    }

    @Test
    @DisplayName("of two actors whose reads and writes fail for certain")
    void failures() throws IOException {
        explore("failures, one of them", Scenarios.failures(1));
    }

    @Test
    @DisplayName("A12: of buyers before and after an older copy of the database is restored")
    void restoredCopies() throws IOException {
        explore("restored copies, two faults", Scenarios.restoredCopies());
    }

    @Test
    @DisplayName("of a driver alone: it buys, wherever it can")
    void alone() throws IOException {
        explore("alone, no faults", EdgeScenarios.alone());
    }

    @Test
    @DisplayName("of two actors at the end of the capacity, with one fault")
    void capacityEnds() throws IOException {
        explore("end of the capacity, one fault", EdgeScenarios.capacityEnds(1));
    }

    @Test
    @DisplayName("of two actors where an account is locked for another campaign, with one fault")
    void twoCampaigns() throws IOException {
        explore("two campaigns, one fault", EdgeScenarios.twoCampaigns(1));
    }

    @Test
    @DisplayName("of accounts and campaigns that are opened, closed, stopped and opened again, with one fault")
    void administration() throws IOException {
        explore("administration, one fault", EdgeScenarios.administration(1));
    }

    @Test
    @DisplayName("of one purchase asked for three times at once")
    void twoRetries() throws IOException {
        explore("two retries, no faults", EdgeScenarios.twoRetries());
    }

    @Test
    @DisplayName("A14: of buyers of several slots: in no order of settling does the campaign stay behind")
    void keepingUp() throws IOException {
        explore("keeping up, no faults", EdgeScenarios.keepingUp());
    }

    @Test
    @DisplayName("of drivers that begin with what their node has seen, with one fault")
    void warmViews() throws IOException {
        explore("warm views, one fault", HotScenarios.warmViews(1));
    }

    @Test
    @DisplayName("of buyers who begin while the sale before theirs is being settled, with one fault")
    void inTurn() throws IOException {
        explore("in turn, one fault", HotScenarios.inTurn(1));
    }

    @Test
    @DisplayName("of buyers who begin while the sale before theirs is being settled, and a patrol")
    void inTurns() throws IOException {
        explore("in turn with a patrol, no faults", HotScenarios.inTurns());
    }

    @Test
    @DisplayName("of two buyers who are served together, with up to two faults")
    void combinedAlone() throws IOException {
        explore("combined purchases, two faults", HotScenarios.combinedAlone(2));
    }

    @Test
    @DisplayName("of two buyers who are served together, and a third who comes between")
    void combined() throws IOException {
        explore("combined purchases and others, no faults", HotScenarios.combined(0));
    }

    @Test
    @DisplayName("A10: of two buyers who have been read for together, when somebody asks what became of one")
    void combinedAfterReading() throws IOException {
        explore("combined purchases after reading, up to one fault", HotScenarios.combinedAfterReading());
    }

    @Test
    @Tag("long")
    @DisplayName("of two buyers who are served together, and a third who comes between, with one fault")
    void combinedWithFaults() {
        long states = explored("combined purchases and others, one fault", HotScenarios.combined(1));

        assertTrue(states > 10_000_000, () -> "only " + states);
    }

    @Test
    @DisplayName("of documents that contradict each other: the alarm is raised, the campaign stopped, nothing repaired")
    void contradictions() throws IOException {
        explore("contradictions, one fault", EdgeScenarios.contradictions(1));
    }

    @Test
    @Tag("long")
    @DisplayName("of three actors from every start, one of which tries two slots or has no patience")
    void moreTriples() {
        long states = explored(
                "more triples, no faults",
                Scenarios.triples(0, Scenarios.drivers().subList(1, 4)));

        assertTrue(states > 10_000_000, () -> "only " + states);
    }

    @Test
    @Tag("long")
    @DisplayName("of three actors from every start, with one answer lost, late or spurious")
    void triplesWithFaults() {
        long states = explored(
                "triples, one fault", Scenarios.triples(1, Scenarios.drivers().subList(0, 1)));

        assertTrue(states > 10_000_000, () -> "only " + states);
    }

    private static void explore(String what, List<Scenario> scenarios) throws IOException {
        // The page tells the counts: an exploration that has become smaller is noticed.
        ProtocolPage.hasCounts(what, scenarios.size(), explored(what, scenarios));
    }

    /** Fails if anything breaks, and tells how many states there are. */
    private static long explored(String what, List<Scenario> scenarios) {
        long began = System.nanoTime();
        Transcript transcript = new Transcript();
        List<Explorer.Result> results = Exploration.of(scenarios, transcript);
        long states = results.stream().mapToLong(Explorer.Result::states).sum();
        System.out.printf(
                "explored %s: %,d scenarios, %,d distinct states, %,d ms; the largest:%n",
                what, results.size(), states, (System.nanoTime() - began) / 1_000_000);
        results.stream()
                .sorted(Comparator.comparingInt(Explorer.Result::states).reversed())
                .limit(SHOWN)
                .forEach(result -> System.out.printf(
                        "    %,10d  %s%n", result.states(), result.scenario().name()));
        shortest(results).ifPresent(violation -> fail(violation.toString()));
        return states;
    }

    private static Optional<Violation> shortest(List<Explorer.Result> results) {
        return results.stream().flatMap(result -> result.violation().stream()).min(Violation.EASIER);
    }

    @Test
    @DisplayName("A violation's own test walks the same history to the same end")
    void replays() {
        Law law = Laws.all().get(0);
        Violation violation =
                Explorer.explore(law.scenario(), law.mutation()).violation().orElseThrow();
        String[] moves = violation.moves().stream().map(Move::code).toArray(String[]::new);

        assertEquals(Optional.of(violation.what()), Replay.of(law.scenario(), law.mutation(), moves));
        assertEquals(Optional.empty(), Replay.of(law.scenario(), Mutation.NONE, "0 reads account/u"));
    }
}
