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
import dev.posse.store.memcached.BoundOperation.End;
import dev.posse.store.memcached.ErrorTable.Effect;
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

    @Test
    @DisplayName("S8: a refusal for want of permission is definite, though the library closes the connection")
    void noPermission() throws Exception {
        server.answers("CLIENT_ERROR unauthenticated");
        assertThrows(StoreException.class, () -> store.add("k", VALUE));
        server.answers("STORED");
        assertInstanceOf(AddResult.Added.class, mended(() -> store.add("k", VALUE)));
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

    /** Each row, with what leads to it: a code of the binary protocol and words of the text protocol. */
    private static final String ROWS = """
            ERR_NO_MEM          | Out of memory                                 | FULL
            ERR_INTERNAL        | SERVER_ERROR out of memory storing object     | FULL
            ERR_INTERNAL        | SERVER_ERROR Out of memory during read        | FULL
            ERR_2BIG            | Too large                                     | TOO_LARGE
            ERR_INTERNAL        | SERVER_ERROR object too large for cache       | TOO_LARGE
            ERR_CLIENT          | CLIENT_ERROR unauthenticated                  | NO_PERMISSION
            ERR_CLIENT          | CLIENT_ERROR authentication failure           | OTHER_ERROR
            ERR_INTERNAL        | Auth failure.                                 | NO_PERMISSION
            ERR_INVAL           | Invalid arguments                             | REFUSED
            ERR_UNKNOWN_COMMAND | Unknown command                               | REFUSED
            ERR_NOT_SUPPORTED   | Not supported                                 | REFUSED
            ERR_NOT_STORED      | Not stored                                    | REFUSED
            ERR_INTERNAL        | said                                          | OTHER_ERROR
            ERR_BUSY            | said                                          | OTHER_ERROR
            ERR_TEMP_FAIL       | said                                          | OTHER_ERROR
            ERR_CLIENT          | CLIENT_ERROR bad data chunk                   | OTHER_ERROR
            ERR_NOT_MY_VBUCKET  | said                                          | OTHER_ERROR
            ERR_DELTA_BADVAL    | said                                          | OTHER_ERROR
            INTERRUPTED         | said                                          | OTHER_ERROR
            """;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = ROWS)
    @DisplayName("S7, S8: each answer has a row, definite or doubt, and the caller hears the server's words")
    void answers(StatusCode code, String words, ErrorTable row) {
        assertEquals(row, ErrorTable.ofAnswer(code, words));
        Reply.Stored reply = new Reply.Stored();
        reply.receivedStatus(new OperationStatus(false, words, code));
        reply.complete();
        RuntimeException failure = ErrorTable.toException("add of k", "m", reply);
        assertEquals(row.effect == Effect.NONE, failure instanceof StoreException, failure::toString);
        assertEquals(row.effect == Effect.UNKNOWN, failure instanceof OutcomeUnknownException, failure::toString);
        assertTrue(failure.toString().contains(words), failure::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SENT, NONE",
        "NO_ANSWER, UNKNOWN",
        "FULL, NONE",
        "TOO_LARGE, NONE",
        "NO_PERMISSION, NONE",
        "REFUSED, NONE",
        "OTHER_ERROR, UNKNOWN"
    })
    @DisplayName("S7, S8: the effect of each row, so that none is added without being thought of")
    void effects(ErrorTable row, Effect effect) {
        assertEquals(effect, row.effect);
        assertEquals(7, ErrorTable.values().length);
        assertTrue(row == ErrorTable.NOT_SENT || row == ErrorTable.NO_ANSWER || ROWS.contains("| " + row + "\n"));
    }

    @Test
    @DisplayName("S7, S8: what was not sent did not happen, and what was not answered is in doubt")
    void unanswered() {
        assertInstanceOf(StoreException.class, ErrorTable.toException("add of k", "m", End.UNSENT));
        assertInstanceOf(OutcomeUnknownException.class, ErrorTable.toException("add of k", "m", End.LOST));
        assertInstanceOf(StoreException.class, ErrorTable.unread("m", "k", End.LOST));
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
