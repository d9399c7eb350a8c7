package dev.posse.store;

/**
 * Nobody knows whether the write took effect (S7); it may still do so later (S10).
 *
 * <p>Never a subclass of {@link StoreException}, which promises that nothing happened.
 */
public class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which write of which key, and why nobody knows
     */
    public OutcomeUnknownException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message which write of which key, and why nobody knows
     * @param cause what the client library said
     */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
