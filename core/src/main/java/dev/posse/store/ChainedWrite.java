package dev.posse.store;

import java.util.Objects;

/**
 * One link of a {@link CasKeyValueStore#chain chain} (S22): a conditional write, or a condition alone. Values are copied by
 * the store that takes them.
 */
public sealed interface ChainedWrite {

    /** {@return the key that is written or looked at, as in S11} */
    String key();

    /**
     * Writes the value if the key is absent.
     *
     * @param key as in S11
     * @param value as in S12
     */
    @SuppressWarnings("ArrayRecordComponent") // A link is sent and forgotten; nobody compares two of them.
    record Add(String key, byte[] value) implements ChainedWrite {

        /**
         * Takes what is not null.
         *
         * @param key as in S11
         * @param value as in S12
         */
        public Add {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Replaces the value if the key has the expected version.
     *
     * @param key as in S11
     * @param value as in S12
     * @param expected as it was read or answered
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Swap(String key, byte[] value, Version expected) implements ChainedWrite {

        /**
         * Takes what is not null.
         *
         * @param key as in S11
         * @param value as in S12
         * @param expected as it was read or answered
         */
        public Swap {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(expected, "expected");
        }
    }

    /**
     * Replaces the value if the key has the version that an earlier link of the same chain has given it.
     *
     * @param key as in S11, the same as that link's
     * @param value as in S12
     * @param link the number of the earlier link, from 0: an {@link Add}, a {@link Swap} or a {@code SwapOf}
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record SwapOf(String key, byte[] value, int link) implements ChainedWrite {

        /**
         * Takes what is not null.
         *
         * @param key as in S11, the same as that link's
         * @param value as in S12
         * @param link the number of the earlier link, from 0: an {@link Add}, a {@link Swap} or a {@code SwapOf}
         */
        public SwapOf {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Writes nothing; holds if the key has the expected version.
     *
     * @param key as in S11
     * @param expected as it was read or answered
     */
    record Expect(String key, Version expected) implements ChainedWrite {

        /**
         * Takes what is not null.
         *
         * @param key as in S11
         * @param expected as it was read or answered
         */
        public Expect {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(expected, "expected");
        }
    }

    /**
     * Writes nothing; holds if the key is absent.
     *
     * @param key as in S11
     */
    record ExpectAbsent(String key) implements ChainedWrite {

        /**
         * Takes what is not null.
         *
         * @param key as in S11
         */
        public ExpectAbsent {
            Objects.requireNonNull(key, "key");
        }
    }
}
