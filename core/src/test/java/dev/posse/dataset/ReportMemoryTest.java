package dev.posse.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a node has told: looked for until it is found, and a few times more; remembered longer than that")
class ReportMemoryTest {

    /** Even ones are of one group, odd ones of the other. */
    private final ReportMemory<Integer> memory =
            new ReportMemory<>(8, 5, 2, number -> number % 2 == 0 ? "even" : "odd");

    private void add(int... reports) {
        IntStream.of(reports).forEach(memory::add);
    }

    private List<Integer> asked() {
        return List.copyOf(memory.ask("odd").reports());
    }

    /** Looks, and finds all but those. */
    private List<Integer> look(Predicate<Integer> gone) {
        return memory.ask("odd").missing(gone.negate(), gone);
    }

    @Test
    @DisplayName("the newest of a group are kept, up to its bound, in their order")
    void most() {
        add(1, 3, 5, 7, 9, 11, 13);

        assertEquals(List.of(5, 7, 9, 11, 13), asked());
    }

    @Test
    @DisplayName("the newest of all are kept, up to the bound of all")
    void mostOfAll() {
        add(1, 3, 5, 7, 2, 4, 6, 8, 10);

        assertEquals(List.of(3, 5, 7), asked());
        assertEquals(8, memory.size());
        add(12, 14);
        assertEquals(List.of(3, 5, 7), asked(), "the other group has its own bound");
    }

    @Test
    @DisplayName("what is told again is the newest")
    void toldAgain() {
        add(1, 3, 5, 7, 9, 1, 11);

        assertEquals(List.of(5, 7, 9, 1, 11), asked());
    }

    @Test
    @DisplayName("of what stands the newest are looked for again; all of it is remembered")
    void stands() {
        add(1, 3, 5, 7);
        assertEquals(List.of(), look(report -> false));

        assertEquals(List.of(5, 7), asked());
        assertEquals(List.of(1, 3, 5, 7), List.copyOf(memory.askAll("odd").reports()));
    }

    @Test
    @DisplayName("what is missing is given once, in order, and with the next that is missing again")
    void missing() {
        add(1, 3, 5, 7);

        assertEquals(List.of(1, 7), look(report -> report == 1 || report == 7));
        assertEquals(List.of(3, 5), asked());
        assertEquals(List.of(), look(report -> false));
        assertEquals(List.of(1, 5, 7), look(report -> report == 5));
    }

    @Test
    @DisplayName("what was missing, and was found again, may be missed again")
    void foundAgain() {
        add(1);
        assertEquals(List.of(1), look(report -> true));
        assertEquals(List.of(), memory.askAll("odd").missing(report -> true, report -> false));

        assertEquals(List.of(1), look(report -> true));
    }

    @Test
    @DisplayName("what was told after it was asked is neither judged nor forgotten, also if it was told before")
    void meanwhile() {
        add(1, 3);
        ReportMemory<Integer>.Lookup before = memory.ask("odd");
        add(5, 1);

        assertEquals(List.of(3), before.missing(report -> false, report -> true));

        assertEquals(List.of(5, 1), asked());
    }

    @Test
    @DisplayName("who could not read does not judge, then or later: asking leaves nothing behind")
    void notRead() {
        add(1, 3);
        assertEquals(List.of(), memory.ask("odd").missing(report -> false, report -> false));

        assertEquals(List.of(1, 3), asked());
        assertEquals(List.of(), memory.ask("even").missing(report -> false, report -> true));
        assertEquals(List.of(1, 3), asked());
    }
}
