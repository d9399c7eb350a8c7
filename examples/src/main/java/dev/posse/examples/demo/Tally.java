package dev.posse.examples.demo;

import dev.posse.examples.demo.KillableStore.Fate;
import dev.posse.examples.market.Counts;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that is counted during a run, by all threads. */
final class Tally implements PosseObserver {

    /** Final answers by what the buyer heard. */
    final Counts answers = new Counts();

    /** How purchases ended that were in doubt at some time. */
    final Counts doubts = new Counts();

    /** Nodes that died. */
    final Counts nodes = new Counts();

    /** Killed drivers, logins and deposits by the step they were at. */
    final Counts kills = new Counts();

    /** Killed patrols by the step they were at. */
    final Counts patrolKills = new Counts();

    /** What became of the operations at which they were killed. */
    final Counts fates = new Counts();

    /** Writes of living nodes whose answer was lost, by step. */
    final Counts lostAnswers = new Counts();

    /** Sales that a patrol finished, by branch of the tree. */
    final Counts recoveries = new Counts();

    /** Locks that a login found, by what became of them. */
    final Counts logins = new Counts();

    /** What must never happen. */
    final List<String> alarms = new CopyOnWriteArrayList<>();

    PowerCut killed(Actor actor, String step, Fate fate) {
        (actor == Actor.PATROL ? patrolKills : kills).add(step);
        fates.add(fate.name().toLowerCase(Locale.ROOT));
        return new PowerCut("The node died at " + step);
    }

    void lostAnswer(String step) {
        lostAnswers.add(step);
    }

    @Override
    public void onEvent(PosseEvent event) {
        if (event instanceof PosseEvent.StepTaken taken) {
            Position.took(taken.actor(), taken.step());
        } else if (event instanceof PosseEvent.Recovered recovered) {
            recoveries.add(recovered.branch());
        } else if (event instanceof PosseEvent.LockResolved resolved) {
            logins.add(resolved.how());
        } else if (event instanceof PosseEvent.Alarm alarm) {
            alarms.add(alarm.toString());
        }
    }
}
