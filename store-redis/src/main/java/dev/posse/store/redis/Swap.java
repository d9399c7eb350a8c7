package dev.posse.store.redis;

import dev.posse.store.Version;

/** A way to swap. */
interface Swap {

    /** What a swap found. */
    enum Found {
        /** Nothing under the key. */
        MISSING,
        /** Another version, or a concurrent write. */
        OTHER,
        /** The expected version, now replaced. */
        EXPECTED
    }

    /**
     * Replaces what is stored if its version is the expected one.
     *
     * @param asking whether each command is to be preceded by {@code ASKING}
     * @throws CommandFailure if it came to nothing, or nobody knows
     */
    Found at(RedisNode node, boolean asking, byte[] redisKey, Version expected, byte[] stored, Deadline deadline);
}
