package dev.posse.explorer;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What takes too long for every build, and is explored when the protocol changes: {@code -Plong}. */
@DisplayName("The protocol holds with more actors and more faults")
@Tag("long")
class LongExplorerTest {

    @Test
    @DisplayName("of the four actors that matter")
    void fours() throws IOException {
        ExploredSet.FOURS.holds();
    }

    @Test
    @DisplayName("of three actors from every start, with true answers")
    void triples() throws IOException {
        ExploredSet.TRIPLES.holds();
    }

    @Test
    @DisplayName("of three actors from every start, one of which tries two slots or has no patience")
    void moreTriples() throws IOException {
        ExploredSet.MORE_TRIPLES.holds();
    }

    @Test
    @DisplayName("of three actors from every start, with one answer lost, late or spurious")
    void triplesWithFaults() throws IOException {
        ExploredSet.TRIPLES_WITH_FAULTS.holds();
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of one, with up to two faults")
    void windowOfOne() throws IOException {
        ExploredSet.WINDOW_OF_ONE_TWO_FAULTS.holds();
    }

    @Test
    @DisplayName("A11: of two actors whose entries push others out of a window of two, with up to two faults")
    void windowOfTwo() throws IOException {
        ExploredSet.WINDOW_OF_TWO_TWO_FAULTS.holds();
    }

    @Test
    @DisplayName(
            "A11: of calls that have not read anything yet when their purchase is called off, with up to two faults")
    void unread() throws IOException {
        ExploredSet.UNREAD_TWO_FAULTS.holds();
    }

    @Test
    @DisplayName("of drivers that begin with what their node has seen, with one fault")
    void warmViews() throws IOException {
        ExploredSet.WARM_VIEWS_WITH_FAULTS.holds();
    }

    @Test
    @DisplayName("of two buyers who are served together, and a third who comes between, with one fault")
    void combined() throws IOException {
        ExploredSet.COMBINED_WITH_FAULTS.holds();
    }

    @Test
    @DisplayName("of two buyers of up to two slots who are served together, and a third who comes between")
    void combinedOfTwoSlots() throws IOException {
        ExploredSet.COMBINED_OF_TWO_SLOTS.holds();
    }
}
