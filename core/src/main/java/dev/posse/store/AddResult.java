package dev.posse.store;

import java.util.Objects;

/** How an {@link CasKeyValueStore#add add} ended, when the store knows it. */
public sealed interface AddResult {

    /**
     * The key was absent and has the value now.
     *
     * @param version of what was written
     */
    record Added(Version version) implements AddResult {

        /**
         * Takes what is not null.
         *
         * @param version of what was written
         */
        public Added {
            Objects.requireNonNull(version, "version");
        }
    }

    /** Somebody was first: the key was there already and nothing was changed. */
    record Exists() implements AddResult {}

    /**
     * The write happened.
     *
     * @param version of what was written
     * @return the result that says so
     */
    static AddResult added(Version version) {
        Objects.requireNonNull(version, "version");
        return new Added(version);
    }

    /**
     * The key exists.
     *
     * @return the result that says so
     */
    static AddResult exists() {
        return new Exists();
    }
}
