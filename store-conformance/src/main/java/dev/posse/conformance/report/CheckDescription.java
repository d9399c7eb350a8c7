package dev.posse.conformance.report;

/**
 * What a check is about, as a report lists it.
 *
 * @param clause that it is about; what it finds broken may be another
 * @param label whether a store can do without
 * @param title what a store that keeps the clause does, as a sentence
 */
public record CheckDescription(Clause clause, Label label, String title) {

    /** Whether a store can do without. */
    public enum Label {
        /** Money depends on it. */
        REQUIRED,
        /** Money does not depend on it: it can be declared a gap. */
        OPTIONAL
    }

    /**
     * {@return the sentence behind the number of its clause, as a test is called}
     */
    public String displayName() {
        return (clause == Clause.PROTOCOL ? "Protocol" : clause.name()) + ": " + title;
    }
}
