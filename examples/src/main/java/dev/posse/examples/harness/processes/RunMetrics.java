package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.RunEvent.Alarmed;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.workload.Counters;
import dev.posse.examples.harness.workload.RunCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everything that is counted during a run, by all threads of the coordinator. */
final class RunMetrics {

    /**
     * A call whose node died under it.
     *
     * @param purchase its id
     * @param nanos when, by {@link System#nanoTime}
     * @param decided whether the node had told that the sale is decided
     */
    record Crash(String purchase, long nanos, boolean decided) {}

    /**
     * A time in which the database was in trouble.
     *
     * @param from by {@link System#nanoTime}
     * @param to by {@link System#nanoTime}
     */
    record Outage(long from, long to) {}

    /** What is counted of the events. */
    final RunCounts told = new RunCounts();

    /** What happens, for whoever listens. */
    final RunEvents events;

    /** What buyers asked for that is out of the ordinary. */
    final Counters asked = new Counters();

    /** What was done to nodes, network and database. */
    final Counters faults = new Counters();

    /** What was to go wrong and did not: it ended before, or the same place was in the same trouble already. */
    final Counters notCome = new Counters();

    /** How far the calls had come whose node was killed under them. */
    final Counters killed = new Counters();

    /** Calls that were under way on a node when it was stopped, by what they told after all. */
    final Counters lateAnswers = new Counters();

    /** What those were told who wanted the same campaign of the same node as a buyer who hung there. */
    final Counters besideHanging = new Counters();

    /** Calls that failed without an answer, by trouble. */
    final Counters troubles = new Counters();

    final Queue<Crash> crashes = new ConcurrentLinkedQueue<>();
    final Queue<Outage> outages = new ConcurrentLinkedQueue<>();

    /**
     * Makes one; the run begins now.
     *
     * @param listeners hear what happens
     */
    RunMetrics(List<? extends RunListener> listeners) {
        List<RunListener> all = new ArrayList<>(List.of(told));
        all.addAll(listeners);
        events = new RunEvents(all);
    }

    /** Takes down what must never happen. */
    void alarm(String finding) {
        events.tell(at -> new Alarmed(at, "", finding));
    }
}
