package dev.posse.conformance.report;

/** A store was seen to break a clause of its contract. */
public final class ClauseBroken extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** What it breaks. */
    private final Clause clause;

    /**
     * Says what was seen.
     *
     * @param clause that is broken
     * @param message what was done and what was seen, as a sentence
     */
    public ClauseBroken(Clause clause, String message) {
        super(clause + " " + clause.title() + ": " + message);
        this.clause = clause;
    }

    /**
     * Says what was seen, and what the store threw.
     *
     * @param clause that is broken
     * @param message what was done and what was seen, as a sentence
     * @param cause that the store threw
     */
    public ClauseBroken(Clause clause, String message, Throwable cause) {
        super(clause + " " + clause.title() + ": " + message, cause);
        this.clause = clause;
    }

    /**
     * {@return the clause that is broken}
     */
    public Clause clause() {
        return clause;
    }
}
