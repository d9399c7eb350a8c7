package dev.posse.examples.harness.report;

import java.util.List;

/**
 * What came of a run.
 *
 * @param isBalanced whether the books balance
 * @param sentence that says so
 * @param differences all that is wrong, a line each
 * @param summary as the command prints it; empty if the run did not come to its end
 */
public record RunVerdict(boolean isBalanced, String sentence, List<String> differences, String summary) {

    /**
     * Copies.
     *
     * @param isBalanced whether the books balance
     * @param sentence that says so
     * @param differences all that is wrong, a line each
     * @param summary as the command prints it; empty if the run did not come to its end
     */
    public RunVerdict {
        differences = List.copyOf(differences);
    }

    /**
     * Of a run that came to its end.
     *
     * @param differences all that is wrong; empty if the books balance
     * @param sold slots
     * @param summary as the command prints it
     * @return the verdict
     */
    public static RunVerdict of(List<String> differences, long sold, String summary) {
        String sentence = differences.isEmpty()
                ? String.format(
                        java.util.Locale.ROOT,
                        "THE BOOKS BALANCE: %,d slots sold, each once and paid once, and every answer that a buyer got is"
                                + " true in the store.",
                        sold)
                : String.format(
                        java.util.Locale.ROOT, "THE BOOKS DO NOT BALANCE: %,d differences.", differences.size());
        return new RunVerdict(differences.isEmpty(), sentence, differences, summary);
    }

    /**
     * Of a run that failed on its way.
     *
     * @param thrown why
     * @return the verdict
     */
    public static RunVerdict endedEarly(RuntimeException thrown) {
        return new RunVerdict(
                false,
                "THE RUN DID NOT COME TO ITS END, and nobody has read the books.",
                List.of(thrown.toString()),
                "");
    }
}
