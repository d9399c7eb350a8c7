package dev.posse.store;

/**
 * A definite failure (S8): the operation changed nothing and never will.
 *
 * <p>Doubt has its own exception, {@link OutcomeUnknownException}, which is no subclass of this one on purpose: who
 * catches the failure must not catch the doubt by accident.
 */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried on which key, what was found and what to do; never a password
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what was tried on which key, what was found and what to do; never a password
     * @param cause what the client library said
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
