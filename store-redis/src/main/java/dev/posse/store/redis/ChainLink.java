package dev.posse.store.redis;

import dev.posse.store.ChainedWrite;
import dev.posse.store.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One link of a chain, made for the wire.
 *
 * @param key for messages
 * @param redisKey the same in Redis
 * @param expected the header that is to stand there; empty if the key is to be absent
 * @param stored what is to be written; empty if nothing is
 * @param version that the key has with this link; empty if it is to be absent and to stay so
 */
@SuppressWarnings("ArrayRecordComponent") // Sent and forgotten; nobody compares two of them.
record ChainLink(String key, byte[] redisKey, byte[] expected, byte[] stored, Optional<Version> version) {

    private static final byte[] NOTHING = {};

    /**
     * Makes a link for the wire.
     *
     * @param earlier links of the same chain
     * @param next the version of what is written, if anything is
     */
    static ChainLink of(ChainedWrite link, byte[] redisKey, List<ChainLink> earlier, Version next) {
        if (link instanceof ChainedWrite.Add add) {
            return writing(add.key(), redisKey, NOTHING, add.value(), next);
        } else if (link instanceof ChainedWrite.Swap swap) {
            return writing(swap.key(), redisKey, VersionCodec.header(swap.expected()), swap.value(), next);
        } else if (link instanceof ChainedWrite.SwapOf swap) {
            return writing(swap.key(), redisKey, earlier.get(swap.link()).header(), swap.value(), next);
        } else if (link instanceof ChainedWrite.Expect expect) {
            Version expected = expect.expected();
            return new ChainLink(link.key(), redisKey, VersionCodec.header(expected), NOTHING, Optional.of(expected));
        }
        return new ChainLink(link.key(), redisKey, NOTHING, NOTHING, Optional.empty());
    }

    private static ChainLink writing(String key, byte[] redisKey, byte[] expected, byte[] value, Version next) {
        return new ChainLink(key, redisKey, expected, VersionCodec.encode(next, value), Optional.of(next));
    }

    boolean expectsAbsence() {
        return expected.length == 0;
    }

    boolean writes() {
        return stored.length > 0;
    }

    /** The header that stands under the key when this link has happened; empty if the key is absent then. */
    byte[] header() {
        return writes() ? Arrays.copyOf(stored, VersionCodec.HEADER_LENGTH) : expected;
    }
}
