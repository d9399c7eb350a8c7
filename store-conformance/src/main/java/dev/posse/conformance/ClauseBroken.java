package dev.posse.conformance;

/** A store was seen to break a clause of its contract. */
final class ClauseBroken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Clause clause;

    ClauseBroken(Clause clause, String message) {
        super(clause + " " + clause.title() + ": " + message);
        this.clause = clause;
    }

    ClauseBroken(Clause clause, String message, Throwable cause) {
        super(clause + " " + clause.title() + ": " + message, cause);
        this.clause = clause;
    }

    Clause clause() {
        return clause;
    }
}
