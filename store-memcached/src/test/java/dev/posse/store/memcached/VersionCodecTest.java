package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionCodecTest {

    private static final DataEpoch EPOCH = new DataEpoch(1_700_000_000, "k3");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1L << 32, Long.MAX_VALUE})
    void whatIsWrittenIsReadBack(long cas) {
        assertEquals(
                Optional.of(new EpochVersion(EPOCH.toString(), cas)),
                VersionCodec.decode(VersionCodec.encode(EPOCH, cas)));
    }

    /** Sent to a server, each of them would fit another state, or end the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "007",
                "9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "unknown-7",
                "7 ",
                "7.0",
                ""
            })
    void noOtherNumberIsACasId(String cas) {
        assertEquals(Optional.empty(), decode(EPOCH + "." + cas));
    }

    @Test
    void aStateThatNobodyKnowsIsNone() {
        assertEquals(Optional.empty(), VersionCodec.decode(VersionCodec.encodeUnknown(EPOCH, 7)));
    }

    private static Optional<EpochVersion> decode(String text) {
        return text.chars().allMatch(c -> c >= '!' && c <= '~')
                ? VersionCodec.decode(new Version(text))
                : Optional.empty();
    }
}
