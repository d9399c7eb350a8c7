package dev.posse.conformance.check;

import dev.posse.conformance.report.CheckDescription;
import dev.posse.conformance.report.CheckDescription.Label;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;

/**
 * One thing to find out about a store.
 *
 * @param description what it is about
 * @param body finds out; throws {@link ClauseBroken}, or {@link NotApplicable}
 */
record Check(CheckDescription description, Body body) {

    /** The work of a check. */
    @FunctionalInterface
    interface Body {
        void run(CheckContext context) throws Exception;
    }

    static Check required(Clause clause, String title, Body body) {
        return new Check(new CheckDescription(clause, Label.REQUIRED, title), body);
    }

    static Check optional(Clause clause, String title, Body body) {
        return new Check(new CheckDescription(clause, Label.OPTIONAL, title), body);
    }
}
