package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.store.AddResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CouchbaseStoreTest {

    private static Target target;

    @BeforeAll
    static void start() {
        target = Target.start();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void first() {
        try (CouchbaseStore store = target.open("")) {
            byte[] value = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
            AddResult added = store.add("k", value);
            System.out.println(added + " " + store.get("k") + " " + store + " " + store.fitness());
            assertArrayEquals(value, store.get("k").orElseThrow().value());
            assertEquals(AddResult.exists(), store.add("k", value));
        }
    }
}
