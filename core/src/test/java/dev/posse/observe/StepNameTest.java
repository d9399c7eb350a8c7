package dev.posse.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A step's name")
class StepNameTest {

    @Test
    @DisplayName("is found by its text, as which it is printed")
    void byText() {
        for (StepName name : StepName.values()) {
            assertEquals(name, StepName.of(name.text()));
            assertEquals(name.text(), name.toString());
        }
        assertEquals(StepName.D3B_ARCHIVE_LOOK, StepName.of("D3b.archive.look"));
    }

    @Test
    @DisplayName("that no step bears is refused")
    void unknown() {
        assertThrows(IllegalArgumentException.class, () -> StepName.of("Z9"));
    }
}
