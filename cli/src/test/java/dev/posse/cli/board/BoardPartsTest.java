package dev.posse.cli.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.memory.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A part of the board:")
class BoardPartsTest {

    @ParameterizedTest
    @ValueSource(ints = {7, 100, 500})
    @DisplayName("in no second more reads begin than the budget has, whoever reads")
    void budget(int perSecond) throws Exception {
        ReadBudget budget = new ReadBudget(perSecond);
        List<Long> begun = new ArrayList<>();
        Runnable reader = () -> {
            long end = System.nanoTime() + 2_200_000_000L;
            while (System.nanoTime() < end) {
                budget.spend(budget.portion());
                synchronized (begun) {
                    IntStream.range(0, budget.portion()).forEach(each -> begun.add(System.nanoTime()));
                }
            }
        };
        List<Thread> threads = List.of(new Thread(reader), new Thread(reader));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        begun.sort(Long::compare);
        for (int first = 0; first + perSecond < begun.size(); first++) {
            long nanos = begun.get(first + perSecond) - begun.get(first);
            assertTrue(nanos >= 1_000_000_000L, (perSecond + 1) + " reads within " + nanos + " ns");
        }
        assertTrue(begun.size() >= perSecond * 3 / 2, "only " + begun.size() + " reads in 2 s");
    }

    @Test
    @DisplayName("its store writes nothing, whoever asks")
    void readsOnly() {
        ReadOnlyStore store = new ReadOnlyStore(new InMemoryStore(), new ReadBudget(100));

        assertThrows(UnsupportedOperationException.class, () -> store.add("key", new byte[0]));
        assertEquals(0, store.reads());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice | ./posse resolve alice",
                "~root | ./posse resolve '~root'",
                "-rf | ./posse resolve -- -rf",
                "a;id | ./posse resolve 'a;id'",
                "$(id) | ./posse resolve '$(id)'",
                "a'b | ./posse resolve 'a'\\''b'",
            })
    @DisplayName("a command is pasted as it is meant, whatever the id looks like")
    void typed(String id, String command) {
        assertEquals(command, new Typed(List.of()).command("resolve", id));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379, redis://localhost:6379",
        "redis://:hush@localhost:6379, redis://localhost:6379",
        "couchbase://posse:hu@sh@localhost/b, couchbase://localhost/b",
        "redis://localhost?password=hush, redis://localhost",
        "redis://localhost?sslpwd=hush, redis://localhost",
        "memory:, memory:",
        "own:scott/hush@db, own:db",
        "own:db?password=hush, own:db",
    })
    @DisplayName("an address is shown without its password")
    void address(String uri, String shown) {
        assertEquals(shown, StoreAddress.shown(uri));
        assertFalse(BoardSettings.of(uri, "shop/", false, "127.0.0.1", 0, 500)
                .toString()
                .contains("hush"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Total failure",
                "Data loss",
                "A lock that does not go away",
                "The store is out",
                "Lost writes",
                "Something foreign under a key",
                "A slot that cannot be read",
                "Rolling upgrade",
                "What you see",
                "In doubt is rising",
                "The posse does not patrol",
                "Booking lost"
            })
    @DisplayName("a section that a trouble points to stands in docs/operations.md")
    void sections(String heading) {
        OperationsPage page = new OperationsPage();
        assertTrue(page.has(heading), heading);
        assertTrue(page.html(heading).orElseThrow().length() > 200);
    }
}
