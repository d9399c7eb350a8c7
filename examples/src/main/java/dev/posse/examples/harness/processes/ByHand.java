package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.events.NodeControls;
import dev.posse.examples.harness.processes.Fault.Cut;
import dev.posse.examples.harness.processes.Fault.Stop;
import dev.posse.examples.harness.servers.NetworkFault;
import java.time.Duration;

/** What a person does to the nodes' processes; the nemesis does it, so that it is logged, counted and mended as the rest is. */
final class ByHand implements NodeControls {

    /** Longer than any timeout of a store. */
    private static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Result PEACE = Result.refused("Nothing is broken any more: the run is coming to its end.");

    private final Nemesis nemesis;
    private final Fleet fleet;

    ByHand(Nemesis nemesis, Fleet fleet) {
        this.nemesis = nemesis;
        this.fleet = fleet;
    }

    @Override
    public Result act(Action action, int place) {
        NodeProcess node = fleet.at(place);
        if (nemesis.isPeace()) {
            return PEACE;
        } else if (node.isGone() || !node.isReady()) {
            return Result.refused("There is no node at work at this place; the next one is being started.");
        } else if (action == Action.CUT && !fleet.linkOf(place).canBeCut()) {
            return Result.refused("There is no proxy before a database of your own, so nothing can be cut.");
        } else if (action == Action.STOP && node.isStopped()) {
            return Result.refused(node.name() + " stands still already.");
        } else if (action == Action.CUT && nemesis.isBroken(place)) {
            return Result.refused("The way of " + node.name() + " to the database is disturbed already.");
        }
        boolean done = nemesis.byHand(() -> {
            switch (action) {
                case KILL -> nemesis.killInASale(node);
                case STOP -> nemesis.stop(new Stop(Duration.ZERO, place, LENGTH));
                case CUT -> nemesis.cut(new Cut(Duration.ZERO, place, NetworkFault.CUT, LENGTH));
            }
        });
        return done ? Result.done(sentence(action, node)) : PEACE;
    }

    private static String sentence(Action action, NodeProcess node) {
        return switch (action) {
            case KILL -> "SIGKILL to process " + node.pid() + " (" + node.name() + "), in the middle of its next sale.";
            case STOP ->
                "SIGSTOP to process " + node.pid() + " (" + node.name() + "); it goes on in " + LENGTH.toSeconds()
                        + " s.";
            case CUT -> "The connections of " + node.name() + " are cut for " + LENGTH.toSeconds() + " s.";
        };
    }
}
