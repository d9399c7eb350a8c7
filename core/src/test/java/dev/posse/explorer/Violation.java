package dev.posse.explorer;

import dev.posse.document.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A broken promise.
 *
 * @param what is broken
 * @param moves how to get there
 * @param afterwards what somebody fresh does then, if it takes that to show
 * @param scenario in which
 */
record Violation(String what, List<Move> moves, List<Move> afterwards, Scenario scenario) {

    /** What is easier to follow comes first: what takes the fewest operations, other people's included. */
    static final Comparator<Violation> EASIER = Comparator.<Violation>comparingInt(
                    violation -> violation.all().size())
            .thenComparingInt(violation -> violation.scenario().start().size())
            .thenComparing(violation -> violation.scenario().name());

    /** All that happens, whether or not an actor of the scenario does it. */
    List<Move> all() {
        List<Move> all = new ArrayList<>(moves);
        all.addAll(afterwards);
        return all;
    }

    /** The history, and a test that walks it again. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format("%n%s%n%nThe shortest history to it, in the scenario%n", what));
        text.append("  ").append(scenario.name()).append(String.format("%n%nAt first:%n"));
        scenario.start().stream()
                .sorted(Comparator.comparing(Document::key))
                .forEach(document -> text.append(String.format("     %s: %s%n", document.key(), Brief.of(document))));
        text.append(String.format("(@v2 is the version that a read found or a write left: the second write of its"
                + " document; a-p is the attempt at purchase p)%n%n"));
        int number = 1;
        for (Move move : all()) {
            text.append(
                    move.step().isEmpty()
                            ? String.format("     %s%n", move)
                            : String.format("%3d. %s%n", number++, move));
        }
        text.append("  => ").append(what).append(String.format("%n%nThis walks it again:%n%n"));
        text.append(String.format("    @Test%n    void walksItAgain() {%n"));
        text.append(String.format("        assertEquals(Optional.empty(), Replay.of(%n"));
        text.append(String.format("                Scenarios.named(\"%s\"), Mutation.NONE", scenario.name()));
        moves.forEach(move -> text.append(String.format(",%n                \"%s\"", move.code())));
        return text.append(String.format("));%n    }%n")).toString();
    }
}
