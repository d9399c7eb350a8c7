package dev.posse.shop;

import java.util.function.Supplier;

/** Tells the two meanings of an {@code IllegalArgumentException} apart: what cannot be, and what was asked otherwise before. */
final class Terms {

    private Terms() {}

    /** The key was used before with other terms. */
    static final class KeyReusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        KeyReusedException(IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** To be asked with ids and amounts that are checked already. */
    static <T> T kept(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (IllegalArgumentException e) {
            throw new KeyReusedException(e);
        }
    }
}
