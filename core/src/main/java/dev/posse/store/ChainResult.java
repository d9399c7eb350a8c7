package dev.posse.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a {@link CasKeyValueStore#chain chain} came, as far as the store knows it.
 *
 * @param happened of each link that happened or held, from the first on without a gap, the version that its key has with it;
 *     empty for an expected absence
 * @param ending how the next link ended, or that there was none
 */
public record ChainResult(List<Optional<Version>> happened, Ending ending) {

    /** How a chain ended. */
    public sealed interface Ending {

        /** All links happened. */
        record Complete() implements Ending {}

        /** The next link's condition does not hold, or a swap was refused for no reason (S6). It and the later ones were not made. */
        record Refused() implements Ending {}

        /** No link was made, although some could have been: an all-or-nothing database has taken all of them back. */
        record NoneMade() implements Ending {}

        /**
         * The next link failed for certain (S8). It and the later ones were not made and never will be.
         *
         * @param cause what the store said
         */
        record Failed(StoreException cause) implements Ending {

            /**
             * Takes what is not null.
             *
             * @param cause what the store said
             */
            public Failed {
                Objects.requireNonNull(cause, "cause");
            }
        }

        /**
         * Nobody knows of the next link, nor of the later ones (S7): any part of what is left of the chain may happen, in order,
         * now or later, or nothing.
         *
         * @param cause what the store said
         */
        record Unknown(OutcomeUnknownException cause) implements Ending {

            /**
             * Takes what is not null.
             *
             * @param cause what the store said
             */
            public Unknown {
                Objects.requireNonNull(cause, "cause");
            }
        }
    }

    /**
     * Copies.
     *
     * @param happened versions of the links that happened
     * @param ending how the next link ended
     */
    public ChainResult {
        Objects.requireNonNull(happened, "happened");
        happened.forEach(each -> Objects.requireNonNull(each, "happened holds null"));
        Objects.requireNonNull(ending, "ending");
        happened = List.copyOf(happened);
    }
}
