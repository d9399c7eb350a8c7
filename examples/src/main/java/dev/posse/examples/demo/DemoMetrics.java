package dev.posse.examples.demo;

import dev.posse.examples.harness.events.EventTranslation;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.events.RunListener;
import dev.posse.examples.harness.workload.Counters;
import dev.posse.examples.harness.workload.ProtocolWords;
import dev.posse.examples.harness.workload.RunCounts;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import java.util.ArrayList;
import java.util.List;

/** Everything that is counted during a run, by all threads. */
final class DemoMetrics implements PosseObserver {

    /** What is counted of the events. */
    final RunCounts told = new RunCounts();

    /** How many slots are sold, and how long crashed sales took. */
    final SalesLog sales = new SalesLog();

    /** What happens, for whoever listens. */
    final RunEvents events;

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

    /**
     * Makes one; the run begins now.
     *
     * @param listeners hear what happens
     */
    DemoMetrics(List<? extends RunListener> listeners) {
        List<RunListener> all = new ArrayList<>(List.of(told, sales));
        all.addAll(listeners);
        events = new RunEvents(all);
    }

    /** Takes down what must never happen. */
    void alarm(String finding) {
        events.tell(at -> new RunEvent.Alarmed(at, "", finding));
    }

    NodeKilled killed(Actor actor, String step, Fate fate) {
        (actor == Actor.PATROL ? patrolKills : kills).add(ProtocolWords.step(step));
        fates.add(fate.toString());
        return new NodeKilled(step);
    }

    void lostAnswer(String step) {
        lostAnswers.add(ProtocolWords.step(step));
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken taken) {
            StepTracker.took(taken.actor(), taken.step().text());
        }
        EventTranslation.tell(event, events);
    }
}
