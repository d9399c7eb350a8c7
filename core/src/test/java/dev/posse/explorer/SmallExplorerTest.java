package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.fail;

import dev.posse.fixture.Mutation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A small exploration that takes about a second: what mutation testing can afford for each of its mutants. */
@DisplayName("The protocol holds for two actors from every start, with one answer lost, late or spurious")
class SmallExplorerTest {

    @Test
    @Tag("mutation")
    void pairs() {
        Checks shared = new Checks(Mutation.NONE);
        Scenarios.pairs(1).stream()
                .flatMap(scenario -> Explorer.explore(scenario, shared).violation().stream())
                .findFirst()
                .ifPresent(violation -> fail(violation.toString()));
    }
}
