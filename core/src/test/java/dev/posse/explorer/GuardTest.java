package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The guard of a node holds in every sequence of five events that ends with a purchase")
class GuardTest {

    @Test
    @DisplayName("nothing is sold from the look that finds another data set to a person's confirmation")
    void holds() {
        assertEquals(Optional.empty(), GuardHistories.explore(GuardedNode.Variant.NONE));
    }

    @Test
    @DisplayName("and without its laws it does not (-Dposse.docs.write=true writes the histories)")
    void isNeeded() throws IOException {
        ProtocolPage.hasGuardLaws(law(
                        "A12 A guard that stays shut",
                        "a guard opens by itself when what it reads looks whole",
                        GuardedNode.Variant.OPENS_BY_ITSELF)
                + law(
                        "A13 Judged only what was read",
                        "what cannot be read counts as absent",
                        GuardedNode.Variant.JUDGES_UNREAD)
                + "\n");
    }

    private static String law(String name, String without, GuardedNode.Variant variant) {
        GuardHistories.Violation violation = GuardHistories.explore(variant).orElseThrow();
        StringBuilder text = new StringBuilder("\n### " + name + "\n\nWithout it: " + without + ".\n\n");
        int number = 1;
        for (GuardHistories.Happening happening : violation.history()) {
            text.append(number++).append(". ").append(happening).append("\n");
        }
        return text.append("\n⇒ ").append(violation.what()).append("\n").toString();
    }
}
