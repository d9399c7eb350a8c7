package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.KeyReader;
import dev.posse.document.Reading;
import dev.posse.fixture.ScriptedStore;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reads of many keys, some of which the store does not answer")
class PatrolReadsTest {

    private final ScriptedStore store = new ScriptedStore();
    private final KeyReader reads = PatrolReads.of(store);

    private static List<String> bad(int count) {
        return IntStream.range(0, count).mapToObj(number -> "bad-" + number).toList();
    }

    private void answersOnlyGoodAlone() {
        store.onEvery("get bad-").fails();
        store.onEvery("get good ").fails();
    }

    @Test
    @DisplayName("one key of two is not answered: the other is read by itself, and known")
    void apart() {
        answersOnlyGoodAlone();

        Reading reading = reads.read(List.of("good", "bad-0"));

        assertTrue(reading.isKnown("good"));
        assertFalse(reading.isKnown("bad-0"));
        assertEquals(List.of("bad-0"), List.copyOf(reading.failures().keySet()));
    }

    @Test
    @DisplayName(
            "five in a row that are not answered are five keys in trouble, and where a sixth would follow an outage")
    void hopeless() {
        answersOnlyGoodAlone();

        assertEquals(5, reads.read(bad(5)).failures().size());
        assertThrows(StoreException.class, () -> PatrolReads.of(store).read(bad(6)));
    }

    @Test
    @DisplayName("where one was answered there is no outage, however many others are not")
    void answered() {
        answersOnlyGoodAlone();
        List<String> keys = new ArrayList<>(List.of("good"));
        keys.addAll(bad(20));

        assertEquals(20, reads.read(keys).failures().size());
    }

    @Test
    @DisplayName("six at the head that do not answer look like an outage once, and hide the others no longer")
    void atTheHead() {
        answersOnlyGoodAlone();
        List<String> keys = new ArrayList<>(bad(6));
        keys.add("good");
        assertThrows(StoreException.class, () -> reads.read(keys));

        Reading reading = reads.read(keys);

        assertTrue(reading.isKnown("good"));
        assertEquals(6, reading.failures().size());
    }

    @Test
    @DisplayName("at most 4096 keys are kept apart: one more is asked for together with the others again")
    void mostApart() {
        answersOnlyGoodAlone();
        for (int first = 0; first < 4096; first += 256) {
            List<String> keys = new ArrayList<>(List.of("good"));
            keys.addAll(bad(first + 256).subList(first, first + 256));
            assertEquals(256, reads.read(keys).failures().size());
        }
        Reading unused = reads.read(List.of("good", "bad-4096"));
        int before = store.calls().size();

        Reading unusedToo = reads.read(List.of("good", "bad-4095", "bad-4096"));

        assertEquals("get good bad-4096", store.calls().get(before));
    }
}
