package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.fail;

import dev.posse.explorer.Scenario.Extras;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The sets of scenarios that are explored, each once in a JVM, whoever asks for it. */
final class ExploredSet {

    static final ExploredSet PAIRS = new ExploredSet("pairs, two faults", () -> Scenarios.pairs(2));
    static final ExploredSet WINDOW_OF_ONE =
            new ExploredSet("window of one, one fault", () -> Scenarios.overflows(1, 1));
    static final ExploredSet WINDOW_OF_TWO =
            new ExploredSet("window of two, one fault", () -> Scenarios.overflows(2, 1));
    static final ExploredSet UNREAD = new ExploredSet("unread calls, one fault", () -> Scenarios.unread(1));
    static final ExploredSet FAILURES = new ExploredSet("failures, one of them", () -> Scenarios.failures(1));
    static final ExploredSet RESTORED_COPIES =
            new ExploredSet("restored copies, two faults", Scenarios::restoredCopies);
    static final ExploredSet ALONE = new ExploredSet("alone, no faults", EdgeScenarios::alone);
    static final ExploredSet CAPACITY_ENDS =
            new ExploredSet("end of the capacity, one fault", () -> EdgeScenarios.capacityEnds(1));
    static final ExploredSet TWO_CAMPAIGNS =
            new ExploredSet("two campaigns, one fault", () -> EdgeScenarios.twoCampaigns(1));
    static final ExploredSet ADMINISTRATION =
            new ExploredSet("administration, one fault", () -> EdgeScenarios.administration(1));
    static final ExploredSet ADMINISTRATION_FAILS = new ExploredSet(
            "administration, one failure",
            () -> EdgeScenarios.administration(1).stream()
                    .map(scenario -> scenario.with(Extras.FAILURES))
                    .toList());
    static final ExploredSet TWO_RETRIES = new ExploredSet("two retries, no faults", EdgeScenarios::twoRetries);
    static final ExploredSet KEEPING_UP = new ExploredSet("keeping up, no faults", EdgeScenarios::keepingUp);
    static final ExploredSet WARM_VIEWS = new ExploredSet("warm views, no faults", () -> HotScenarios.warmViews(0));
    static final ExploredSet IN_TURN = new ExploredSet("in turn, one fault", () -> HotScenarios.inTurn(1));
    static final ExploredSet IN_TURNS = new ExploredSet("in turn with a patrol, no faults", HotScenarios::inTurns);
    static final ExploredSet ANSWERED_AFTER_CLAIM =
            new ExploredSet("answered after D3, one fault", () -> HotScenarios.answeredAfterClaim(1));
    static final ExploredSet LOOKING = new ExploredSet("looking first, one fault", () -> HotScenarios.looking(1));
    static final ExploredSet AHEAD = new ExploredSet("locks ahead, one fault", () -> HotScenarios.ahead(1));
    static final ExploredSet AHEAD_OF_EACH_OTHER =
            new ExploredSet("locks ahead of each other, no faults", HotScenarios::aheadOfEachOther);
    static final ExploredSet MOVED_TOGETHER =
            new ExploredSet("campaigns moved for two, one fault", () -> HotScenarios.movedTogether(1));
    static final ExploredSet COMBINED_ALONE =
            new ExploredSet("combined purchases, two faults", () -> HotScenarios.combinedAlone(2));
    static final ExploredSet COMBINED =
            new ExploredSet("combined purchases and others, no faults", () -> HotScenarios.combined(1, 0));
    static final ExploredSet COMBINED_AFTER_READING =
            new ExploredSet("combined purchases after reading, up to one fault", HotScenarios::combinedAfterReading);
    static final ExploredSet CONTRADICTIONS =
            new ExploredSet("contradictions, one fault", () -> EdgeScenarios.contradictions(1));

    // Minutes each: LongExplorerTest.
    static final ExploredSet FOURS = new ExploredSet("fours, no faults", Scenarios::fours);
    static final ExploredSet TRIPLES = new ExploredSet(
            "triples, no faults", () -> Scenarios.triples(0, Scenarios.drivers().subList(0, 1)));
    static final ExploredSet MORE_TRIPLES = new ExploredSet(
            "more triples, no faults",
            () -> Scenarios.triples(0, Scenarios.drivers().subList(1, 4)));
    static final ExploredSet TRIPLES_WITH_FAULTS = new ExploredSet(
            "triples, one fault", () -> Scenarios.triples(1, Scenarios.drivers().subList(0, 1)));
    static final ExploredSet WINDOW_OF_ONE_TWO_FAULTS =
            new ExploredSet("window of one, two faults", () -> Scenarios.overflows(1, 2));
    static final ExploredSet WINDOW_OF_TWO_TWO_FAULTS =
            new ExploredSet("window of two, two faults", () -> Scenarios.overflows(2, 2));
    static final ExploredSet UNREAD_TWO_FAULTS = new ExploredSet("unread calls, two faults", () -> Scenarios.unread(2));
    static final ExploredSet WARM_VIEWS_WITH_FAULTS =
            new ExploredSet("warm views, one fault", () -> HotScenarios.warmViews(1));
    static final ExploredSet COMBINED_WITH_FAULTS =
            new ExploredSet("combined purchases and others, one fault", () -> HotScenarios.combined(1, 1));
    static final ExploredSet COMBINED_OF_TWO_SLOTS =
            new ExploredSet("combined purchases of two slots and others, no faults", () -> HotScenarios.combined(2, 0));

    private static final int SHOWN = 5;
    private final String title;
    private final Supplier<List<Scenario>> scenarios;
    private Optional<Outcome> outcome = Optional.empty();

    private ExploredSet(String title, Supplier<List<Scenario>> scenarios) {
        this.title = title;
        this.scenarios = scenarios;
    }

    private record Outcome(List<Explorer.Result> results, Transcript transcript) {}

    /** Fails if anything breaks, or if docs/protocol.md tells other counts: an exploration that has become smaller is noticed. */
    void holds() throws IOException {
        List<Explorer.Result> results = outcome().results();
        results.stream()
                .flatMap(result -> result.violation().stream())
                .min(Violation.EASIER)
                .ifPresent(violation -> fail(violation.toString()));
        ProtocolPage.hasCounts(title, results.size(), states(results));
    }

    /** What follows what, as it was met. */
    Transcript transcript() {
        return outcome().transcript();
    }

    private synchronized Outcome outcome() {
        if (outcome.isEmpty()) {
            outcome = Optional.of(explore());
        }
        return outcome.get();
    }

    private Outcome explore() {
        long began = System.nanoTime();
        Transcript transcript = new Transcript();
        List<Explorer.Result> results = Exploration.of(scenarios.get(), transcript);
        System.out.printf(
                "explored %s: %,d scenarios, %,d distinct states, %,d ms; the largest:%n",
                title, results.size(), states(results), (System.nanoTime() - began) / 1_000_000);
        results.stream()
                .sorted(Comparator.comparingInt(Explorer.Result::states).reversed())
                .limit(SHOWN)
                .forEach(result -> System.out.printf(
                        "    %,10d  %s%n", result.states(), result.scenario().name()));
        return new Outcome(results, transcript);
    }

    private static long states(List<Explorer.Result> results) {
        return results.stream().mapToLong(Explorer.Result::states).sum();
    }
}
