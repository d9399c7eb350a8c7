package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small exploration that takes about a second: what mutation testing can afford for each of its mutants. */
@DisplayName("The protocol holds for two actors from every start, with one answer lost, late or spurious")
class SmallExplorerTest {

    @Test
    @Tag("mutation")
    void pairs() {
        List<Explorer.Violation> violations = Scenarios.pairs(1).stream()
                .flatMap(scenario -> Explorer.explore(scenario, Mutation.NONE).violation().stream())
                .limit(1)
                .collect(Collectors.toList());

        assertEquals(Optional.empty(), violations.stream().findFirst());
    }
}
