package dev.posse.cli;

import java.util.function.Supplier;

/** The person has typed something that cannot be meant; the message says what, and holds no password. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What the library calls unusable is here what was typed. */
    static <R> R unlessUsable(Supplier<R> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
