package dev.posse.conformance;

/**
 * One thing to find out about a store.
 *
 * @param clause that it is about; what it finds broken may be another
 * @param label whether a store can do without
 * @param title what a keeping store does, as a sentence
 * @param body finds out; throws {@link ClauseBroken}, or {@link NotApplicable}
 */
record Check(Clause clause, Label label, String title, Body body) {

    /** Whether a store can do without. */
    enum Label {
        /** Money depends on it. */
        REQUIRED,
        /** Money does not depend on it: it can be declared a gap. */
        OPTIONAL
    }

    /** The work of a check. */
    @FunctionalInterface
    interface Body {
        void run(CheckContext context) throws Exception;
    }

    static Check required(Clause clause, String title, Body body) {
        return new Check(clause, Label.REQUIRED, title, body);
    }

    static Check optional(Clause clause, String title, Body body) {
        return new Check(clause, Label.OPTIONAL, title, body);
    }

    String displayName() {
        return (clause == Clause.PROTOCOL ? "Protocol" : clause.name()) + ": " + title;
    }
}
