package dev.posse.conformance.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The clock of the bounds")
class BusyMachineClockTest {

    @ParameterizedTest(name = "a tick of 5 ms that took {0} ms counts {1} ms")
    @CsvSource({"5, 5", "7, 7", "8, 2", "9, 3", "20, 5", "54, 14", "55, 4", "1000, 63"})
    void notCounted(long took, long counted) {
        assertEquals(counted, took - BusyMachineClock.notCounted(took * 1_000_000) / 1_000_000);
    }
}
