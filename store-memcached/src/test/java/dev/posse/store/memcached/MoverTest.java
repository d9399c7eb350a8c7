package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** memcached's page mover gives items new cas ids with the values unchanged. */
class MoverTest {

    private static final int ITEMS = 20_000;

    private static byte[] value(int number) {
        return String.format("%0900d", number).getBytes(UTF_8);
    }

    @Test
    @DisplayName("S6: a swap is refused though nobody wrote, and succeeds from a fresh read")
    void moved() throws Exception {
        try (MemcachedProcess server = MemcachedProcess.with("-M", "-m", "256");
                MemcachedStore store = MemcachedStore.open(server.uri("timeout=10s"))) {
            Map<String, Version> before = new LinkedHashMap<>();
            StringBuilder holes = new StringBuilder();
            for (int number = 0; number < ITEMS; number++) {
                AddResult added = store.add("key" + number, value(number));
                if (number % 2 == 0) {
                    before.put(
                            "key" + number,
                            assertInstanceOf(AddResult.Added.class, added).version());
                } else {
                    holes.append("delete key").append(number).append(" noreply\r\n");
                }
            }
            // Somewhere to move to: room within the class, and another class that wants pages.
            server.say(holes + "version", server.version());
            store.add("large", new byte[200_000]);
            movePages(server);

            Map<String, Entry> after = store.getAll(before.keySet());
            assertEquals(before.size(), after.size());
            int moved = 0;
            for (Map.Entry<String, Version> item : before.entrySet()) {
                Entry now = Optional.ofNullable(after.get(item.getKey())).orElseThrow();
                assertEquals(new Entry(value(number(item.getKey())), now.version()), now, "the values stay");
                if (!now.version().equals(item.getValue())) {
                    moved++;
                    byte[] next = "next".getBytes(UTF_8);
                    assertInstanceOf(SwapResult.Conflict.class, store.swap(item.getKey(), next, item.getValue()));
                    assertInstanceOf(SwapResult.Swapped.class, store.swap(item.getKey(), next, now.version()));
                }
            }
            assertTrue(moved > 100, "items with new versions: " + moved);
            assertEquals(server.figure("slab_reassign_rescues"), moved);
            assertTrue(store.fitness().findings().stream()
                    .anyMatch(finding -> finding.detail().contains("moved so far")
                            && !finding.detail().endsWith(" 0")));
        }
    }

    private static int number(String key) {
        return Integer.parseInt(key.substring("key".length()));
    }

    /** Takes five pages from the class of the small items for that of the large one. */
    private static void movePages(MemcachedProcess server) throws InterruptedException {
        List<Integer> classes = server.slabClasses();
        assertNotEquals(1, classes.size());
        int largest = classes.get(classes.size() - 1);
        int fullest =
                classes.stream().max(Comparator.comparingLong(server::itemsIn)).orElseThrow();
        long moved = server.figure("slabs_moved");
        for (long page = 1; page <= 5; page++) {
            for (int attempt = 0; server.figure("slabs_moved") < moved + page; attempt++) {
                assertTrue(attempt < 500, "the mover does not move");
                // "OK" if it begins, "BUSY" while it works.
                server.say("slabs reassign " + fullest + " " + largest + "\r\nversion", server.version());
                Thread.sleep(20);
            }
        }
    }
}
