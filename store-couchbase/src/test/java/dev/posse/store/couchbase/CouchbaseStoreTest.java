package dev.posse.store.couchbase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.msg.kv.CodecFlags;
import com.couchbase.client.java.Collection;
import com.couchbase.client.java.codec.RawBinaryTranscoder;
import com.couchbase.client.java.codec.RawJsonTranscoder;
import com.couchbase.client.java.codec.Transcoder;
import com.couchbase.client.java.json.JsonObject;
import com.couchbase.client.java.kv.GetOptions;
import com.couchbase.client.java.kv.GetResult;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store does beyond the kit's clauses, as another client of the same bucket sees it. */
@Tag("real-server")
@ExtendWith(Target.Present.class)
class CouchbaseStoreTest {

    private static final byte[] JSON = "{ \"b\": 1.50, \"a\": \"\u00e9\" }".getBytes(UTF_8);

    private static Target target;
    private static CouchbaseStore store;
    private static ManagedCluster application;

    private final String key = "store-test/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        target = Target.start();
        store = target.open("timeout=600ms&durableTimeout=2s");
        CouchbaseUri uri = CouchbaseUri.parse(target.uri());
        application = Connector.connect(uri, uri.password(name -> Optional.ofNullable(System.getenv(name))));
    }

    @AfterAll
    static void stop() {
        application.close();
        store.close();
        target.close();
    }

    private static Collection collection() {
        return application.collection();
    }

    @Test
    @DisplayName("a JSON object is JSON for every other client, and comes back byte by byte")
    void json() {
        store.add(key, JSON);
        assertEquals(
                JsonObject.create().put("b", 1.5).put("a", "\u00e9"),
                collection().get(key).contentAsObject());
        // The client of Java reads JSON whatever the flags say; those of other languages go by them.
        assertArrayEquals(JSON, seenWith(CodecFlags.JSON_COMPAT_FLAGS));
        assertArrayEquals(JSON, store.get(key).orElseThrow().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{}x", "12", "true", "\"text\"", "[1]", "{\"a\":}", "not JSON", "\u0000\u0001\u00ff"})
    @DisplayName("S12: other bytes are binary for other clients, and come back byte by byte")
    void binary(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        store.add(key, bytes);
        assertArrayEquals(bytes, store.get(key).orElseThrow().value());
        assertArrayEquals(bytes, seenWith(CodecFlags.BINARY_COMPAT_FLAGS));
    }

    @Test
    @DisplayName("a document that another client wrote, with whatever flags, is read as it stands")
    void foreignFlags() {
        collection().insert(key, JsonObject.create().put("mended", "by hand"));
        assertEquals("{\"mended\":\"by hand\"}", text(store.get(key)));
        collection()
                .upsert(
                        key,
                        new byte[] {1, 2},
                        com.couchbase.client.java.kv.UpsertOptions.upsertOptions()
                                .transcoder(RawBinaryTranscoder.INSTANCE));
        assertArrayEquals(new byte[] {1, 2}, store.get(key).orElseThrow().value());
    }

    @Test
    @DisplayName("a version is the CAS as meta().cas shows it")
    void versionIsCas() {
        Version version = added(key);
        assertEquals(Long.toUnsignedString(collection().get(key).cas()), version.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "18446744073709551615", "+7", "007", "abc", "184467440737095516160", "1.0"})
    @DisplayName("S3: a version that no document can have is refused, 0 included, which means 'any' to the server")
    void foreignVersions(String text) {
        assertEquals(SwapResult.missing(), store.swap(key, JSON, new Version(text)));
        Version version = added(key);
        assertEquals(SwapResult.conflict(), store.swap(key, "{}".getBytes(UTF_8), new Version(text)));
        assertEquals(version, store.get(key).orElseThrow().version());
    }

    @Test
    @DisplayName("S18: no document gets an expiry")
    void noExpiry() {
        store.add(key, "{}".getBytes(UTF_8));
        assertEquals(
                Optional.empty(),
                target.mock().isPresent()
                        ? Optional.empty()
                        : collection()
                                .get(key, GetOptions.getOptions().withExpiry(true))
                                .expiryTime());
        target.mock().ifPresent(mock -> assertEquals(0, mock.expiry(key)));
    }

    @Test
    @DisplayName("S3: while another client has the document locked, a swap waits and then fails definitely")
    void swapOfLocked() {
        Version version = added(key);
        collection().getAndLock(key, Duration.ofSeconds(15));
        long start = System.nanoTime();
        StoreException refused =
                assertThrows(StoreException.class, () -> store.swap(key, "{}".getBytes(UTF_8), version));
        assertTrue(String.valueOf(refused.getMessage()).contains("getAndLock"), refused.getMessage());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    @DisplayName("S3, S6: a lock that ends in time is waited out; the lock itself has given the document another CAS")
    void swapAfterLock() {
        Version version = added(key);
        GetResult locked = collection().getAndLock(key, Duration.ofSeconds(15));
        CompletableFuture<Void> unlocking = CompletableFuture.runAsync(
                () -> collection().unlock(key, locked.cas()),
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        assertEquals(SwapResult.conflict(), store.swap(key, "{}".getBytes(UTF_8), version));
        unlocking.join();
        Version fresh = store.get(key).orElseThrow().version();
        assertInstanceOf(SwapResult.Swapped.class, store.swap(key, "{}".getBytes(UTF_8), fresh));
    }

    @Test
    @DisplayName(
            "S1, S5: a read of a locked document waits for its version, and fails when the lock outlasts the timeout")
    void readOfLocked() {
        added(key);
        GetResult locked = collection().getAndLock(key, Duration.ofSeconds(15));
        StoreException refused = assertThrows(StoreException.class, () -> store.get(key));
        assertTrue(String.valueOf(refused.getMessage()).contains("getAndLock"), refused.getMessage());
        assertThrows(StoreException.class, () -> store.getAll(Set.of(key, key + "/absent")));
        CompletableFuture<Void> unlocking = CompletableFuture.runAsync(
                () -> collection().unlock(key, locked.cas()),
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        assertArrayEquals(JSON, store.get(key).orElseThrow().value());
        unlocking.join();
    }

    @Test
    @DisplayName("S2: an add of a locked key hears that it exists, at once")
    void addOfLocked() {
        added(key);
        collection().getAndLock(key, Duration.ofSeconds(15));
        try (CouchbaseStore patient = target.open("timeout=10s&durableTimeout=10s")) {
            long start = System.nanoTime();
            assertEquals(AddResult.exists(), patient.add(key, JSON));
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3), "waited for the lock");
        }
    }

    @Test
    @DisplayName("S14: many keys, repeated ones and absent ones, in one call")
    void manyKeys() {
        Map<String, Entry> expected = new java.util.TreeMap<>();
        java.util.List<String> asked = new java.util.ArrayList<>();
        for (int n = 0; n < 600; n++) {
            String some = key + "/" + n;
            asked.add(some);
            if (n % 3 == 0) {
                added(some);
                expected.put(some, store.get(some).orElseThrow());
                asked.add(some);
            }
        }
        // All are asked for at once, and 600 ms are little for that on a busy machine.
        try (CouchbaseStore patient = target.open("timeout=10s&durableTimeout=10s")) {
            assertEquals(expected, patient.getAll(asked));
        }
    }

    @Test
    @DisplayName(
            "S17: a store over the application's collection leaves its cluster open, and wants nothing of its settings")
    void overCollection() {
        CasKeyValueStore over = CouchbaseStore.over(collection());
        over.add(key, JSON);
        over.close();
        assertThrows(IllegalStateException.class, () -> over.get(key));
        assertArrayEquals(
                JSON,
                collection()
                        .get(key, GetOptions.getOptions().transcoder(RawJsonTranscoder.INSTANCE))
                        .contentAs(byte[].class));
    }

    @Test
    @DisplayName("S16: an interrupted thread gets its answer, and stays interrupted")
    void interrupted() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            outcome.complete(store.add(key, JSON).getClass().getSimpleName()
                    + Thread.currentThread().isInterrupted());
            done.countDown();
        });
        caller.start();
        assertTrue(done.await(10, TimeUnit.SECONDS));
        assertEquals("Addedtrue", outcome.join());
    }

    private byte[] seenWith(int flags) {
        return collection()
                .get(key, GetOptions.getOptions().transcoder(new Strict(flags)))
                .contentAs(byte[].class);
    }

    private static Version added(String key) {
        return assertInstanceOf(AddResult.Added.class, store.add(key, JSON)).version();
    }

    private static String text(Optional<Entry> entry) {
        return new String(entry.orElseThrow().value(), UTF_8);
    }

    /** Reads what bears certain flags, and refuses the rest, as clients of other languages do. */
    private record Strict(int expected) implements Transcoder {

        @Override
        public EncodedValue encode(Object input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T decode(Class<T> target, byte[] input, int flags) {
            assertEquals(expected, flags);
            return target.cast(input);
        }
    }
}
