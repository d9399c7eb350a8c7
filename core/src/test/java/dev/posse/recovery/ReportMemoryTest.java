package dev.posse.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a node has told: kept until it is found, and a few times more")
class ReportMemoryTest {

    private final ReportMemory<Integer> promises = new ReportMemory<>(5, 2);

    private void add(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(promises::add);
    }

    @Test
    @DisplayName("the newest are kept, up to the bound, in their order")
    void most() {
        add(1, 7);

        assertEquals(List.of(3, 4, 5, 6, 7), promises.ask());
    }

    @Test
    @DisplayName("what is told again is the newest")
    void toldAgain() {
        add(1, 5);
        promises.add(1);
        promises.add(6);

        assertEquals(List.of(3, 4, 5, 1, 6), promises.ask());
    }

    @Test
    @DisplayName("what does not stand is given once, in order; of what stands the newest are asked for again")
    void broken() {
        add(1, 5);
        assertEquals(List.of(1, 2, 3, 4, 5), promises.ask());

        assertEquals(List.of(1, 4), promises.broken(promise -> promise != 1 && promise != 4));

        assertEquals(List.of(3, 5), promises.ask());
        assertEquals(List.of(), promises.broken(promise -> true));
        assertEquals(List.of(3, 5), promises.ask());
        assertEquals(List.of(5), promises.broken(promise -> promise != 5));
    }

    @Test
    @DisplayName("what was told after it was asked is neither judged nor forgotten")
    void meanwhile() {
        add(1, 3);
        assertEquals(List.of(1, 2, 3), promises.ask());
        add(4, 5);

        assertEquals(List.of(1, 2, 3), promises.broken(promise -> false));

        assertEquals(List.of(4, 5), promises.ask());
        promises.add(6);
        assertEquals(List.of(), promises.broken(promise -> true));
        assertEquals(List.of(4, 5, 6), promises.ask());
    }

    @Test
    @DisplayName("who was not asked is not judged")
    void notAsked() {
        add(1, 2);

        assertEquals(List.of(), promises.broken(promise -> false));

        assertEquals(List.of(1, 2), promises.ask());
    }
}
