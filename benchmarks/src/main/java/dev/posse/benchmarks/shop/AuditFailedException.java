package dev.posse.benchmarks.shop;

/** The books of a shop do not add up, or not to what its buyers were told: there is no figure then. */
public final class AuditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was expected and what was found
     */
    public AuditFailedException(String message) {
        super(message);
    }

    /** Compares two numbers that must be one. */
    static void requireEqual(String what, long expected, long found) {
        if (expected != found) {
            throw new AuditFailedException(what + ": " + expected + " expected, " + found + " found");
        }
    }
}
