package dev.posse.store.couchbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.error.CouchbaseException;
import com.couchbase.client.core.error.ServerOutOfMemoryException;
import com.couchbase.client.core.error.ValueTooLargeException;
import com.couchbase.mock.memcached.protocol.CommandCode;
import com.couchbase.mock.memcached.protocol.ErrorCode;
import dev.posse.store.AddResult;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of the table of outcomes by which a server refuses. Where the mock does not know the status, durability's first
 * of all, it is put on the wire in place of one that it knows: this shows what client and store make of the status, and
 * nothing of when a server sends it.
 */
class CouchbaseRefusalsTest {

    private static final byte[] OLD = "{\"v\":1}".getBytes(UTF_8);
    private static final byte[] NEW = "{\"v\":2}".getBytes(UTF_8);
    private static final int ALWAYS = -1;

    private static MockCluster mock;
    private static MockedWay way;
    private static CouchbaseStore store;

    private final String key = "refusals-test/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        mock = MockCluster.start();
        way = MockedWay.to(mock);
        store = CouchbaseStore.open(way.uri("timeout=800ms&openTimeout=20s"));
    }

    @AfterEach
    void mend() {
        way.mend();
    }

    @AfterAll
    static void stop() {
        store.close();
        way.close();
        mock.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ETMPFAIL, short of memory",
        "EBUSY, short of memory",
        "EACCESS, user or the password",
        "E2BIG, too large",
        "ENOMEM, no memory left",
        "LOCKED, getAndLock"
    })
    @DisplayName("S8: an error by which the server refuses a swap is a definite failure that says what to do")
    void refusals(ErrorCode code, String advice) {
        Version version = added();
        mock.refuse(CommandCode.REPLACE, code, ALWAYS);
        StoreException failed = assertThrows(StoreException.class, () -> store.swap(key, NEW, version));
        assertTrue(String.valueOf(failed.getMessage()).contains(advice), failed.getMessage());
        assertTrue(String.valueOf(failed.getMessage()).contains(key), failed.getMessage());
        assertEquals("{\"v\":1}", stored(key));
    }

    @Test
    @DisplayName("S8: TemporaryFailure, ServerOutOfMemory and ValueTooLarge come as such from the client")
    void causes() {
        mock.refuse(CommandCode.ADD, ErrorCode.E2BIG, 1);
        assertInstanceOf(ValueTooLargeException.class, failedAdd().getCause());
        mock.refuse(CommandCode.ADD, ErrorCode.ENOMEM, 1);
        assertInstanceOf(ServerOutOfMemoryException.class, failedAdd().getCause());
        mock.refuse(CommandCode.ADD, ErrorCode.EACCESS, 1);
        assertInstanceOf(CouchbaseException.class, failedAdd().getCause());
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"EINTERNAL", "UNKNOWN_COMMAND", "NOT_SUPPORTED", "EINVAL", "DELTA_BADVAL"})
    @DisplayName("S7: an error that the table does not list is doubt")
    void unlisted(ErrorCode code) {
        Version version = added();
        mock.refuse(CommandCode.REPLACE, code, 1);
        assertThrows(OutcomeUnknownException.class, () -> store.swap(key, NEW, version));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"ETMPFAIL", "EBUSY", "NOT_MY_VBUCKET"})
    @DisplayName("a refusal that passes is waited out: the server did nothing, so trying again is no repetition")
    void passingRefusals(ErrorCode code) {
        Version version = added();
        mock.refuse(CommandCode.REPLACE, code, 3);
        assertInstanceOf(SwapResult.Swapped.class, store.swap(key, NEW, version));
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "a0, DurabilityLevelNotAvailableException, does not have the durability",
        "a1, DurabilityImpossibleException, too few copies",
        "a2, RequestCanceledException, another durable write of the key",
        "a4, RequestCanceledException, another durable write of the key",
        "24, CouchbaseException, user or the password",
        "30, RateLimitedException, limits the rate",
        "34, QuotaLimitedException, quota",
        "88, RequestCanceledException, scope or collection does not exist",
    })
    @DisplayName("S8: a status by which a server refuses a write is a definite failure, of adds and swaps alike")
    void definite(String status, String cause, String advice) {
        Version version = added();
        way.refuse(CommandCode.REPLACE, Integer.parseInt(status, 16), ALWAYS);
        refused(assertThrows(StoreException.class, () -> store.swap(key, NEW, version)), cause, advice);
        way.refuse(CommandCode.ADD, Integer.parseInt(status, 16), ALWAYS);
        refused(assertThrows(StoreException.class, () -> store.add(key + "/2", NEW)), cause, advice);
        way.mend();
        assertEquals("{\"v\":1}", stored(key));
        assertEquals("nothing", stored(key + "/2"));
    }

    private static void refused(StoreException failed, String cause, String advice) {
        assertTrue(String.valueOf(failed.getMessage()).contains(advice), failed.getMessage());
        Throwable found = Objects.requireNonNull(failed.getCause());
        assertEquals(cause, found.getClass().getSimpleName());
    }

    @Test
    @DisplayName("S7: DurabilityAmbiguous is doubt, of adds and swaps alike")
    void ambiguous() {
        Version version = added();
        way.refuse(CommandCode.REPLACE, 0xa3, 1);
        assertDoubt(assertThrows(OutcomeUnknownException.class, () -> store.swap(key, NEW, version)));
        way.refuse(CommandCode.ADD, 0xa3, 1);
        assertDoubt(assertThrows(OutcomeUnknownException.class, () -> store.add(key + "/2", NEW)));
    }

    private static void assertDoubt(OutcomeUnknownException doubt) {
        assertTrue(String.valueOf(doubt.getCause()).contains("DurabilityAmbiguousException"), doubt.toString());
        assertTrue(String.valueOf(doubt.getMessage()).contains("the durability was not reached"), doubt.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2", "a4"})
    @DisplayName("another durable write of the key that ends in time is waited out")
    void pendingWrite(String status) {
        Version version = added();
        way.refuse(CommandCode.REPLACE, Integer.parseInt(status, 16), 3);
        assertInstanceOf(SwapResult.Swapped.class, store.swap(key, NEW, version));
    }

    private Version added() {
        return assertInstanceOf(AddResult.Added.class, store.add(key, OLD)).version();
    }

    private StoreException failedAdd() {
        return assertThrows(StoreException.class, () -> store.add(key, OLD));
    }

    private static String stored(String key) {
        return store.get(key).map(entry -> new String(entry.value(), UTF_8)).orElse("nothing");
    }
}
