package dev.posse.examples.harness.workload;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts of a run's events what its summary tells, whatever its nodes are. */
public final class RunCounts implements RunListener {

    /** Final answers by what the buyer heard. */
    public final Counters answers = new Counters();

    /** How purchases ended that were in doubt at some time. */
    public final Counters doubts = new Counters();

    /** Why they were in doubt. */
    public final Counters causes = new Counters();

    /** Sales that a patrol finished, by branch of the tree. */
    public final Counters recoveries = new Counters();

    /** Locks that a login found, by what became of them. */
    public final Counters logins = new Counters();

    /** What must never happen. */
    public final List<String> alarms = new CopyOnWriteArrayList<>();

    /** Nothing has happened yet. */
    public RunCounts() {}

    @Override
    public boolean hearsDetails() {
        return false;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.PurchaseEnded ended) {
            answers.add(ended.word());
        } else if (event instanceof RunEvent.DoubtEnded ended) {
            doubts.add(ended.word());
        } else if (event instanceof RunEvent.InDoubt doubt) {
            causes.add(doubt.cause());
        } else if (event instanceof RunEvent.SaleRecovered recovered) {
            recoveries.add(ProtocolWords.recovery(recovered.branch()));
        } else if (event instanceof RunEvent.LockResolved resolved) {
            logins.add(ProtocolWords.lock(resolved.how()));
        } else if (event instanceof RunEvent.Alarmed alarmed) {
            alarms.add(alarmed.node().isEmpty() ? alarmed.finding() : alarmed.node() + ": " + alarmed.finding());
        }
    }
}
