package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.UnknownFields;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("How far a node has seen each campaign come, and what it has reported already")
class HighestSeenTest {

    private final HighestSeen seen = new HighestSeen();

    private void saw(String campaign, long last) {
        seen.saw(new Campaign(campaign, 100, 10, Status.OPEN, Optional.empty(), last, UnknownFields.NONE));
    }

    @Test
    @DisplayName("the highest counts, and a lower reading changes nothing; of the others nothing is known")
    void highest() {
        saw("drop", 4);
        saw("drop", 7);
        saw("drop", 5);

        assertEquals(7, seen.of("drop"));
        assertEquals(0, seen.of("other"));
        assertEquals(Set.of("drop"), seen.campaigns());
    }

    @Test
    @DisplayName("a campaign that was found low is news once, and again only where it is found lower")
    void news() {
        saw("drop", 7);
        assertTrue(seen.isNews("drop", 3));

        assertTrue(seen.fellBack("drop", 3));

        assertFalse(seen.isNews("drop", 3));
        assertFalse(seen.fellBack("drop", 3));
        assertFalse(seen.isNews("drop", 4));
        assertFalse(seen.fellBack("drop", 4));
        assertTrue(seen.isNews("drop", 2));
        assertTrue(seen.fellBack("drop", 2));
    }

    @Test
    @DisplayName("a campaign that was never there cannot have fallen back")
    void neverThere() {
        assertFalse(seen.isNews("drop", -1));
        assertFalse(seen.fellBack("drop", -1));
    }

    @Test
    @DisplayName("what is seen after a report does not make the report news again")
    void risesAfterReport() {
        saw("drop", 7);
        assertTrue(seen.fellBack("drop", 3));
        saw("drop", 9);

        assertEquals(9, seen.of("drop"));
        assertFalse(seen.isNews("drop", 3));
    }
}
