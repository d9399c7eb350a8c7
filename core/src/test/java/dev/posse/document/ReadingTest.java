package dev.posse.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A reading tells what is there, what is not, and what nobody knows")
class ReadingTest {

    private static final String DROP = "campaign/drop";

    private Reading reading = Reading.NONE;

    private static Entry entry(byte[] value) {
        return new Entry(value, new Version("v"));
    }

    private static Key<Campaign> campaign(String key) {
        return Key.campaign(key.substring("campaign/".length()));
    }

    private boolean confirms(String key) {
        return reading.confirms(campaign(key), campaign -> campaign.price() == 100);
    }

    private boolean denies(String key) {
        return reading.denies(campaign(key), campaign -> campaign.price() == 100);
    }

    @Test
    @DisplayName("a document that says so confirms, and does not deny")
    void says() {
        reading = Reading.answered(
                List.of(DROP),
                Map.of(DROP, entry(Campaign.created("drop", 100, 1).encode())));

        assertTrue(confirms(DROP));
        assertFalse(denies(DROP));
    }

    @Test
    @DisplayName("a document that says something else denies, and so does one that is absent")
    void saysElse() {
        reading = Reading.answered(
                List.of(DROP, "campaign/gone"),
                Map.of(DROP, entry(Campaign.created("drop", 99, 1).encode())));

        assertFalse(confirms(DROP));
        assertTrue(denies(DROP));
        assertFalse(confirms("campaign/gone"));
        assertTrue(denies("campaign/gone"));
    }

    @Test
    @DisplayName("of a document that was not read, or cannot be understood, nobody knows")
    void nobodyKnows() {
        reading = Reading.answered(List.of(DROP), Map.of(DROP, entry("no document".getBytes(UTF_8))));

        for (String key : List.of(DROP, "campaign/unread")) {
            assertFalse(confirms(key));
            assertFalse(denies(key));
        }
    }

    @Test
    @DisplayName(
            "who asks for a key that was not answered hears why, and for one that was not asked for, that it was not")
    void notAnswered() {
        StoreException trouble = new StoreException("no answer");
        reading = new Reading(Map.of(), Map.of(DROP, trouble));

        assertSame(trouble, assertThrows(StoreException.class, () -> reading.document(campaign(DROP))));
        assertSame(trouble, assertThrows(StoreException.class, () -> reading.found(List.of(DROP))));
        StoreException unread = assertThrows(StoreException.class, () -> reading.found(List.of("campaign/unread")));
        assertEquals("The key campaign/unread was not read", unread.getMessage());
    }

    @Test
    @DisplayName("what was read later is added: what is there, what was answered, and what was not")
    void added() {
        Reading earlier = Reading.answered(List.of("d"), Map.of())
                .and(new Reading(Map.of(), Map.of("b", new StoreException("no answer yet"))));
        Map<String, StoreException> failures = Map.of("c", new StoreException("no answer"));
        Reading later = new Reading(
                Reading.answered(List.of("a", "b"), Map.of("a", entry(new byte[] {1})))
                        .answers(),
                failures);

        reading = earlier.and(later);

        assertTrue(reading.isPresent("a"));
        assertTrue(reading.isAbsent("b"));
        assertTrue(reading.isAbsent("d"));
        assertEquals(Map.of(), reading.found(List.of("b")));
        assertEquals(Set.of("a"), reading.found().keySet());
        assertEquals(failures, reading.failures());
    }

    @Test
    @DisplayName("a key that was not asked for is neither present nor absent, and nobody says why")
    void notAsked() {
        assertFalse(reading.isKnown(DROP));
        assertFalse(reading.isPresent(DROP));
        assertFalse(reading.isAbsent(DROP));
        assertEquals(Optional.empty(), reading.failure(DROP));
        assertThrows(StoreException.class, () -> reading.entry(DROP));
    }
}
