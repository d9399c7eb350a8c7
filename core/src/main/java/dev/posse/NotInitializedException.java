package dev.posse;

/** The store was never set up for Posse, or has lost what it held: nothing is opened, created or sold on it. */
public final class NotInitializedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NotInitializedException(String message) {
        super(message);
    }
}
