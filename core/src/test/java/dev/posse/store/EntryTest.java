package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a store hands out is immutable")
class EntryTest {

    private final Entry entry = new Entry(new byte[] {1, 2}, new Version("7"));

    @Test
    @DisplayName("S13: an entry copies the array that it is made of, and the one that it gives")
    void copies() {
        byte[] bytes = {1, 2};
        Entry copy = new Entry(bytes, new Version("7"));
        bytes[0] = 9;
        copy.value()[1] = 9;

        assertArrayEquals(new byte[] {1, 2}, copy.value());
    }

    @Test
    @DisplayName("entries are equal when value and version are")
    void equality() {
        Entry same = new Entry(new byte[] {1, 2}, new Version("7"));

        assertEquals(entry, same);
        assertEquals(entry.hashCode(), same.hashCode());
        assertNotEquals(entry, new Entry(new byte[] {1, 2}, new Version("8")));
        assertNotEquals(entry, new Entry(new byte[] {1}, new Version("7")));
    }

    @Test
    @DisplayName("S6: a value can be compared whatever its version")
    void sameValue() {
        assertTrue(entry.sameValue(new Entry(new byte[] {1, 2}, new Version("8"))));
        assertFalse(entry.sameValue(new Entry(new byte[] {2, 1}, new Version("7"))));
    }

    @Test
    @DisplayName("an entry is shown as text with its version")
    void shown() {
        assertEquals("{} @7", new Entry(new byte[] {'{', '}'}, new Version("7")).toString());
    }

    @Test
    @DisplayName("S7, S8: doubt is no definite failure, and the other way round")
    void exceptions() {
        Exception doubt = new OutcomeUnknownException("swap k: no answer");
        Exception loss = new DataLossException("came back empty");

        assertFalse(StoreException.class.isInstance(doubt));
        assertTrue(StoreException.class.isInstance(loss));
        assertFalse(OutcomeUnknownException.class.isInstance(loss));
    }

    @Test
    @DisplayName("S20: a fitness keeps its findings, and selects them by verdict")
    void fitness() {
        Finding safe = new Finding(Aspect.EVICTION, Verdict.SAFE, "none");
        Finding risk = new Finding(Aspect.PERSISTENCE, Verdict.RISK, "none either");
        List<Finding> findings = new ArrayList<>(List.of(safe, risk));
        StoreFitness fitness = new StoreFitness("x", findings);
        findings.clear();

        assertEquals(List.of(risk), fitness.with(Verdict.RISK));
        assertThrows(
                UnsupportedOperationException.class, () -> fitness.findings().clear());
    }
}
