package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.Mutation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every law closes a hole: without it the explorer finds a shortest history that breaks something")
class LawTest {

    static List<Law> laws() {
        return Laws.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    void isNeeded(Law law) {
        Optional<Violation> violation =
                Explorer.explore(law.scenario(), law.mutation()).violation();

        assertTrue(violation.isPresent(), () -> "nothing breaks without " + law);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws")
    @DisplayName("and with it the same scenario is clean")
    void isEnough(Law law) {
        if (law.mutation() == Mutation.NONE) {
            return;
        }
        assertEquals(
                Optional.empty(),
                Explorer.explore(law.scenario(), Mutation.NONE).violation());
    }
}
