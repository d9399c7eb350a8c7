package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;

/** A store threw what the contract does not know for this call. */
final class WrongExceptionKind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Clause clause;
    private final RuntimeException thrown;

    WrongExceptionKind(Clause clause, String message, RuntimeException thrown) {
        super(message, thrown);
        this.clause = clause;
        this.thrown = thrown;
    }

    /** The clause that it breaks. */
    Clause clause() {
        return clause;
    }

    /** What the store threw. */
    RuntimeException thrown() {
        return thrown;
    }
}
