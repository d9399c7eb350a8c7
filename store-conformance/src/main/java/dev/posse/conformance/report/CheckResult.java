package dev.posse.conformance.report;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a check ended.
 *
 * @param group it belongs to
 * @param check that was made
 * @param status how it ended
 * @param broken the clause that was seen broken; empty in a failure of the test class
 * @param detail why it is not passed; empty if it is
 * @param figures what was counted and measured, by name
 * @param took wall-clock time
 */
public record CheckResult(
        CheckGroup group,
        CheckDescription check,
        Status status,
        Optional<Clause> broken,
        String detail,
        Map<String, String> figures,
        Duration took) {

    /** The figure that says how many of the planned rounds were made, where the time did not do for all. */
    public static final String THIN = "judged thinly";

    /** The ends that a check can have. */
    public enum Status {
        /** Nothing wrong was found. */
        PASSED("passed"),
        /** The store broke a clause. */
        FAILED("FAILED"),
        /** The store broke a clause of which its author says so. */
        DECLARED_GAP("declared gap"),
        /** The store went on, and the check was not through. Nobody is accused, and nothing is passed. */
        OUT_OF_TIME("ran out of time"),
        /** The environment refused too much to find anything out. Nobody is accused, and nothing is passed. */
        ENVIRONMENT_FAILED("environment failed"),
        /** The test class does not provide what the check needs. */
        NOT_APPLICABLE("not applicable");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
