package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Reading;
import dev.posse.document.UnknownFields;
import dev.posse.document.VoidSlot;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The slots that a node could not read where a campaign sells next")
class UnreadableSlotsTest {

    private final UnreadableSlots slots = new UnreadableSlots();

    private static Reading corrupt(String key) {
        return present(key, "{".getBytes(StandardCharsets.UTF_8));
    }

    private static Reading present(String key, byte[] value) {
        return new Reading(Map.of(key, Optional.of(new Entry(value, new Version("v")))), Map.of());
    }

    @Test
    @DisplayName("are those of which a read gave no answer, or a document that nobody understands")
    void unread() {
        slots.saw("drop", 7, corrupt("slot/drop/7"));
        slots.saw("other", 1, new Reading(Map.of(), Map.of("slot/other/1", new StoreException("a list"))));

        assertTrue(slots.isAt("drop", 7));
        assertTrue(slots.isAt("other", 1));
        assertFalse(slots.isAt("drop", 8));
        assertFalse(slots.isAt("third", 7));
    }

    @Test
    @DisplayName("are so until one of them is read, or found absent")
    void readAgain() {
        slots.saw("drop", 7, corrupt("slot/drop/7"));
        slots.saw("other", 1, corrupt("slot/other/1"));
        VoidSlot mended = new VoidSlot("drop", 7, "a", "on-call", Instant.EPOCH, UnknownFields.NONE);

        slots.saw("drop", 7, present("slot/drop/7", mended.encode()));
        slots.saw("other", 1, new Reading(Map.of("slot/other/1", Optional.empty()), Map.of()));

        assertFalse(slots.isAt("drop", 7));
        assertFalse(slots.isAt("other", 1));
    }

    @Test
    @DisplayName("stay what they are while a read is about others")
    void others() {
        slots.saw("drop", 7, corrupt("slot/drop/7"));

        slots.saw("drop", 7, Reading.NONE);
        slots.saw("drop", 6, new Reading(Map.of("slot/drop/6", Optional.empty()), Map.of()));

        assertTrue(slots.isAt("drop", 7));
        slots.forget();
        assertFalse(slots.isAt("drop", 7));
    }

    @Test
    @DisplayName("are one of each campaign, and of no more than 1,024 campaigns")
    void bounded() {
        IntStream.rangeClosed(1, 2_000)
                .forEach(number -> slots.saw("c" + number, 1, corrupt("slot/c" + number + "/1")));

        assertEquals(
                1_024,
                IntStream.rangeClosed(1, 2_000)
                        .filter(number -> slots.isAt("c" + number, 1))
                        .count());
    }
}
