package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The fingerprint of an id")
class FingerprintTest {

    @Test
    @DisplayName("is the same for the same id, and another one for another")
    void identity() {
        assertEquals(Fingerprint.of("order-1"), Fingerprint.of("order-1"));
        assertNotEquals(Fingerprint.of("order-1"), Fingerprint.of("order-2"));
    }

    @Test
    @DisplayName("has an order, by its first bits and then by its last, that agrees with being equal")
    void order() {
        Fingerprint least = new Fingerprint(-1, 9);
        Fingerprint middle = new Fingerprint(1, -2);
        Fingerprint most = new Fingerprint(1, 3);

        assertEquals(
                List.of(least, middle, most),
                List.copyOf(new TreeSet<>(List.of(most, least, new Fingerprint(1, 3), middle))));
    }
}
