package dev.posse.examples.processes;

import dev.posse.examples.market.Counts;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that is counted during a run, by all threads of the coordinator. */
final class Chronicle {

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

    /** Final answers by what the buyer heard. */
    final Counts answers = new Counts();

    /** How purchases ended that were in doubt at some time. */
    final Counts doubts = new Counts();

    /** Why they were in doubt. */
    final Counts causes = new Counts();

    /** What was done to nodes, network and database. */
    final Counts blows = new Counts();

    /** How far the calls had come whose node was killed under them. */
    final Counts killed = new Counts();

    /** Calls that were under way on a node when it was stopped, by what they told after all. */
    final Counts lateAnswers = new Counts();

    /** Sales that a patrol finished, by branch of the tree. */
    final Counts recoveries = new Counts();

    /** Locks that a login found, by what became of them. */
    final Counts logins = new Counts();

    /** Calls that failed without an answer, by trouble. */
    final Counts troubles = new Counts();

    final Queue<Crash> crashes = new ConcurrentLinkedQueue<>();
    final Queue<Outage> outages = new ConcurrentLinkedQueue<>();

    /** What must never happen. */
    final List<String> alarms = new CopyOnWriteArrayList<>();
}
