package dev.posse.examples.harness.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.examples.harness.processes.Fault.Hit;
import dev.posse.examples.harness.processes.Fault.Stop;
import dev.posse.examples.harness.servers.DatabaseFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The schedule of what goes wrong")
class ScheduleTest {

    private static final Set<DatabaseFault> ALL = EnumSet.allOf(DatabaseFault.class);

    private static List<Fault> draw(long seed, Set<DatabaseFault> faults) {
        return Schedule.draw(Runs.of(10, Duration.ofMinutes(10), 0.5, 0.5, 0.5, seed), faults);
    }

    @Test
    @DisplayName("is the same for the same seed, to the millisecond, and another for another")
    void seeded() {
        assertEquals(draw(7, ALL), draw(7, ALL));
        assertNotEquals(draw(7, ALL), draw(8, ALL));
    }

    @Test
    @DisplayName("has every kind of fault, in the order of time, at places that there are")
    void ordered() {
        List<Fault> faults = draw(7, ALL);

        assertEquals(8, faults.stream().map(Fault::getClass).distinct().count());
        for (int next = 1; next < faults.size(); next++) {
            assertTrue(faults.get(next - 1).at().compareTo(faults.get(next).at()) <= 0);
        }
        assertTrue(faults.stream()
                .filter(Stop.class::isInstance)
                .map(Stop.class::cast)
                .allMatch(stop -> stop.place() < 10 && stop.length().toMillis() >= 2_500));
    }

    @Test
    @DisplayName("gives the database eight seconds to get well before the next fault")
    void faultsAreApart() {
        List<Hit> hits = draw(7, ALL).stream()
                .filter(Hit.class::isInstance)
                .map(Hit.class::cast)
                .toList();

        assertTrue(hits.size() > 10, "only " + hits.size());
        for (int next = 1; next < hits.size(); next++) {
            Duration well = hits.get(next)
                    .at()
                    .minus(hits.get(next - 1).at().plus(hits.get(next - 1).length()));
            assertTrue(well.toMillis() >= 8_000, well + " between two faults");
        }
    }

    @Test
    @DisplayName("harms no database that can bear no fault")
    void noStrikes() {
        assertFalse(draw(7, Set.of()).stream().anyMatch(Hit.class::isInstance));
    }
}
