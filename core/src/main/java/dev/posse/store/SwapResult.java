package dev.posse.store;

import java.util.Objects;

/** How a {@link CasKeyValueStore#swap swap} ended, when the store knows it. */
public sealed interface SwapResult {

    /**
     * The key had the expected version and has the new value now.
     *
     * @param version of what was written
     */
    record Swapped(Version version) implements SwapResult {

        /**
         * Takes what is not null.
         *
         * @param version of what was written
         */
        public Swapped {
            Objects.requireNonNull(version, "version");
        }
    }

    /** The write did not happen: the key has another version, or the store refused for no reason (S6). */
    record Conflict() implements SwapResult {}

    /** The write did not happen: the key is absent. */
    record Missing() implements SwapResult {}

    /**
     * The write happened.
     *
     * @param version of what was written
     * @return the result that says so
     */
    static SwapResult swapped(Version version) {
        Objects.requireNonNull(version, "version");
        return new Swapped(version);
    }

    /**
     * The write was refused.
     *
     * @return the result that says so
     */
    static SwapResult conflict() {
        return new Conflict();
    }

    /**
     * The key is absent.
     *
     * @return the result that says so
     */
    static SwapResult missing() {
        return new Missing();
    }
}
