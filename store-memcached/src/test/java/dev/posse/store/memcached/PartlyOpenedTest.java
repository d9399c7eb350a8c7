package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.SwapResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A person looks into a store of which one server is down")
class PartlyOpenedTest {

    private static final int KEYS = 40;

    private final MemcachedProcess well = MemcachedProcess.start();
    private final MemcachedProcess ill = MemcachedProcess.start();
    private final String uri =
            "memcached://" + well.address() + "," + ill.address() + "?names=well,ill&openTimeout=1s&timeout=500ms";

    @BeforeEach
    void fill() {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            for (int number = 0; number < KEYS; number++) {
                assertInstanceOf(AddResult.Added.class, store.add("key-" + number, bytes(number)));
            }
        }
    }

    @AfterEach
    void stop() {
        well.close();
        ill.close();
    }

    private static byte[] bytes(int number) {
        return ("value " + number).getBytes(UTF_8);
    }

    private void isDown(String how) {
        if (how.equals("dead")) {
            ill.kill();
        } else {
            ill.signal("STOP");
        }
    }

    private void isBack(String how) {
        if (how.equals("dead")) {
            ill.startAgain();
        } else {
            ill.signal("CONT");
        }
    }

    /** Reads all keys, and gives those that were refused because of the server that is down. */
    private static List<String> refused(CasKeyValueStore store) {
        List<String> refused = new ArrayList<>();
        for (int number = 0; number < KEYS; number++) {
            String key = "key-" + number;
            try {
                assertArrayEquals(bytes(number), store.get(key).orElseThrow().value());
            } catch (StoreException e) {
                assertTrue(e.toString().contains("memcached ill did not answer"), e::toString);
                refused.add(key);
            }
        }
        return refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "hanging"})
    @DisplayName("the keys of the others are read and written; those of that server are refused, also when it is back")
    void oneDown(String how) {
        isDown(how);
        try (CasKeyValueStore store = CasKeyValueStore.openPartly(uri)) {
            List<String> refused = refused(store);
            assertTrue(refused.size() > 5 && refused.size() < KEYS - 5, refused::toString);
            assertThrows(StoreException.class, () -> store.getAll(Set.of("key-0", refused.get(0))));
            assertThrows(StoreException.class, () -> store.add(refused.get(0), bytes(0)));
            String read = refused.contains("key-0") ? "key-1" : "key-0";
            if (!refused.contains(read)) {
                Entry entry = store.get(read).orElseThrow();
                assertInstanceOf(SwapResult.Swapped.class, store.swap(read, entry.value(), entry.version()));
            }
            isBack(how);

            assertEquals(refused, refused(store));
            StoreException untold = assertThrows(StoreException.class, store::incarnation);
            assertFalse(untold instanceof DataLossException, untold::toString);
            assertEquals(1, store.fitness().with(Verdict.UNKNOWN).size());
            assertTrue(store.fitness().with(Verdict.UNKNOWN).get(0).detail().contains("ill"));
        }
    }

    @Test
    @DisplayName("all are used if all answer, and nothing is opened if none does")
    void allOrNone() {
        try (CasKeyValueStore store = CasKeyValueStore.openPartly(uri)) {
            assertEquals(List.of(), refused(store));
            assertTrue(store.incarnation().isPresent());
        }
        well.kill();
        ill.kill();

        StoreException refusal = assertThrows(StoreException.class, () -> CasKeyValueStore.openPartly(uri));

        assertTrue(refusal.toString().contains("none of its servers answers, well, ill"), refusal::toString);
    }
}
