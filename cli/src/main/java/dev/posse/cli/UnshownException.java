package dev.posse.cli;

/** Something stands under a key that the store cannot hand out; the message says why, and what to do. */
final class UnshownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnshownException(String message) {
        super(message);
    }
}
