package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;

/** A store threw what the contract does not know for this call. */
final class WrongExceptionKind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Clause clause;
    private final RuntimeException thrown;
    private final boolean ofVersion;

    WrongExceptionKind(Clause clause, String message, RuntimeException thrown) {
        this(clause, message, thrown, false);
    }

    private WrongExceptionKind(Clause clause, String message, RuntimeException thrown, boolean ofVersion) {
        super(message, thrown);
        this.ofVersion = ofVersion;
        this.clause = clause;
        this.thrown = thrown;
    }

    /** A store that makes versions which are none can be asked nothing else. */
    static WrongExceptionKind ofVersion(String call, RuntimeException thrown) {
        String message = call + " made a version that is none: " + thrown.getMessage();
        return new WrongExceptionKind(Clause.S5, message, thrown, true);
    }

    boolean isOfVersion() {
        return ofVersion;
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
