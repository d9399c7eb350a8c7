package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import net.spy.memcached.ops.CASOperationStatus;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what memcached says to a write: the answers that a healthy server never gives come from a script. */
class ErrorTableTest {

    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private ScriptedServer server;
    private MemcachedStore store;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        store = MemcachedStore.open(server.uri("timeout=2s"));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        server.close();
    }

    private Version version() {
        return new Version(store.incarnation().orElseThrow() + ".7");
    }

    @Test
    @DisplayName("S2, S3: the answers that are expected are values")
    void expected() {
        server.answers("NOT_STORED");
        assertInstanceOf(AddResult.Exists.class, store.add("k", VALUE));
        server.answers("EXISTS");
        assertInstanceOf(SwapResult.Conflict.class, store.swap("k", VALUE, version()));
        server.answers("NOT_FOUND");
        assertInstanceOf(SwapResult.Missing.class, store.swap("k", VALUE, version()));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SERVER_ERROR out of memory storing object", "SERVER_ERROR object too large for cache"})
    @DisplayName("S8: a refusal for want of room is definite, and the connection stays")
    void refusals(String line) {
        server.answers(line);
        assertThrows(StoreException.class, () -> store.add("k", VALUE));
        assertThrows(StoreException.class, () -> store.swap("k", VALUE, version()));
        server.answers("STORED");
        assertInstanceOf(AddResult.Added.class, store.add("k", VALUE));
        assertEquals(1, server.connections());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "SERVER_ERROR Connection timed out",
                "SERVER_ERROR",
                "CLIENT_ERROR bad data chunk",
                "ERROR",
                "what is this",
                "VALUE k 0 x"
            })
    @DisplayName("S7: an answer that says nothing of the write leaves it in doubt, and the store goes on")
    void doubt(String line) throws Exception {
        server.answers(line);
        assertThrows(OutcomeUnknownException.class, () -> store.add("k", VALUE));
        server.answers("STORED");
        assertInstanceOf(AddResult.Added.class, mended(() -> store.add("k", VALUE)));
        server.answers(line);
        assertThrows(OutcomeUnknownException.class, () -> store.swap("k", VALUE, version()));
    }

    private interface Call<T> {
        T run();
    }

    /** Garbage closes the connection; the next one comes within about a second. */
    private static <T> T mended(Call<T> call) throws InterruptedException {
        for (long end = System.nanoTime() + 5_000_000_000L; ; ) {
            try {
                return call.run();
            } catch (StoreException | OutcomeUnknownException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    @Test
    @DisplayName("S5: a text write whose version cannot be read is a success, and its version fits nothing")
    void unreadVersion() {
        // The script stores nothing, so that the read after the write finds nothing of ours.
        AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add("k", VALUE));
        assertTrue(VersionCodec.decode(added.version()).isEmpty());
        assertInstanceOf(SwapResult.Missing.class, store.swap("k", VALUE, added.version()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ERR_NO_MEM, definite", "ERR_2BIG, definite", "ERR_INVAL, definite", "ERR_UNKNOWN_COMMAND, definite",
        "ERR_NOT_SUPPORTED, definite", "ERR_NOT_STORED, definite", "ERR_INTERNAL, doubt", "ERR_BUSY, doubt",
        "ERR_TEMP_FAIL, doubt", "ERR_CLIENT, doubt", "ERR_NOT_MY_VBUCKET, doubt", "ERR_DELTA_BADVAL, doubt"
    })
    @DisplayName("S7, S8: the status codes of the binary protocol")
    void codes(StatusCode code, String meaning) {
        Reply.Stored reply = new Reply.Stored();
        reply.receivedStatus(new OperationStatus(false, "said", code));
        reply.complete();
        RuntimeException failure = ErrorTable.failed("add of k", "m", reply);
        assertEquals(meaning.equals("definite"), failure instanceof StoreException, failure::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusCode.class,
            names = {"CANCELLED", "TIMEDOUT"})
    @DisplayName("S7: what the library says of itself is no answer of the server")
    void noAnswer(StatusCode code) {
        Reply.Stored reply = new Reply.Stored();
        reply.receivedStatus(new CASOperationStatus(false, "said", net.spy.memcached.CASResponse.NOT_FOUND, code));
        assertTrue(!reply.isAnswer() && !reply.isSuccess());
    }
}
