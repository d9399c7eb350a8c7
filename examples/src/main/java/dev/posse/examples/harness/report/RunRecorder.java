package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.PhaseBegan;
import dev.posse.examples.harness.events.RunHistory;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.events.RunPhase;
import dev.posse.examples.harness.events.StepTraces;
import dev.posse.examples.harness.workload.RunCounts;
import java.util.List;

/** Takes down of a run what its report needs. Bounded, however long the run is. */
public final class RunRecorder {

    private final RunHistory history = new RunHistory();
    private final StepTraces traces = new StepTraces();
    private final SlowestSale slowest = new SlowestSale(traces);
    private final RunCounts counts = new RunCounts();

    /** Nothing has happened yet. */
    public RunRecorder() {}

    /**
     * Returns who is to listen to the run.
     *
     * @return in the order in which they must hear
     */
    public List<RunListener> listeners() {
        return List.of(history, counts, traces, slowest);
    }

    List<RunEvent> events() {
        return history.events();
    }

    <E extends RunEvent> List<E> events(Class<E> kind) {
        return history.events().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** When buyers began, in microseconds since the run began: the time from which a report counts, as a schedule does. */
    long origin() {
        // Not of a list made for it: it is asked for with each of 20,000 events, and stands near their beginning.
        return events().stream()
                .filter(event -> event instanceof PhaseBegan began && began.phase() == RunPhase.SELLING)
                .mapToLong(RunEvent::at)
                .findFirst()
                .orElse(0);
    }

    /** When it was, in seconds since buyers began. */
    double seconds(long micros) {
        return (micros - origin()) / 1e6;
    }

    long dropped() {
        return history.dropped();
    }

    long[] settledPerSecond() {
        return history.soldPerSecond();
    }

    RunCounts counts() {
        return counts;
    }

    SlowestSale slowest() {
        return slowest;
    }
}
