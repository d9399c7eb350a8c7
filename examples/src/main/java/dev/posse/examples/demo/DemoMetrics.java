package dev.posse.examples.demo;

import dev.posse.examples.harness.workload.Counters;
import dev.posse.examples.harness.workload.ProtocolWords;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that is counted during a run, by all threads. */
final class DemoMetrics implements PosseObserver {

    /** Final answers by what the buyer heard. */
    final Counters answers = new Counters();

    /** How purchases ended that were in doubt at some time. */
    final Counters doubts = new Counters();

    /** Nodes that died. */
    final Counters nodes = new Counters();

    /** Killed drivers, logins and deposits by the step they were at. */
    final Counters kills = new Counters();

    /** Killed patrols by the step they were at. */
    final Counters patrolKills = new Counters();

    /** What became of the operations at which they were killed. */
    final Counters fates = new Counters();

    /** Writes of living nodes whose answer was lost, by step. */
    final Counters lostAnswers = new Counters();

    /** Sales that a patrol finished, by branch of the tree. */
    final Counters recoveries = new Counters();

    /** Locks that a login found, by what became of them. */
    final Counters logins = new Counters();

    /** What must never happen. */
    final List<String> alarms = new CopyOnWriteArrayList<>();

    NodeKilled killed(Actor actor, String step, Fate fate) {
        (actor == Actor.PATROL ? patrolKills : kills).add(ProtocolWords.step(step));
        fates.add(fate.toString());
        return new NodeKilled("The node died at " + step);
    }

    void lostAnswer(String step) {
        lostAnswers.add(ProtocolWords.step(step));
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken taken) {
            StepTracker.took(taken.actor(), taken.step().text());
        } else if (event instanceof PosseEvent.Recovered recovered) {
            recoveries.add(ProtocolWords.recovery(recovered.branch().text()));
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            logins.add(ProtocolWords.lock(resolved.how().name()));
        } else if (event instanceof PosseEvent.Alarm alarm) {
            alarms.add(alarm.toString());
        }
    }
}
