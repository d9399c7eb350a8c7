package dev.posse;

import dev.posse.dataset.StoppedSeen;
import dev.posse.observe.NodeStatus;
import dev.posse.observe.NodeStatus.Writes;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.patrol.NodePatrols;
import dev.posse.patrol.PatrolThread;
import dev.posse.store.ConnectionUse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts together how a node is. Never throws, and waits for the store no longer than {@link StoreProbe#WAIT_LIMIT}. */
final class NodeHealth {

    private static final NodeStatus.Store NOT_ASKED =
            new NodeStatus.Store(false, Optional.empty(), Writes.UNKNOWN, Optional.empty());

    private final String name;
    private final NodeContext node;
    private final PatrolThread patrols;
    private final PosseObserver observer;
    private final StoreProbe probe;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    NodeHealth(String name, NodeContext node, PatrolThread patrols, PosseObserver observer) {
        this.name = name;
        this.node = node;
        this.patrols = patrols;
        this.observer = observer;
        this.probe = new StoreProbe(name, node, System::nanoTime);
    }

    /** How it is, as far as a node that is closed still can be anything. */
    NodeStatus status(boolean isOpen) {
        NodePatrols.Figures figures = node.patrols().figures();
        StoppedSeen stopped = node.memory().highest().stopped();
        StoreProbe.Found found = isOpen ? probe.look() : new StoreProbe.Found(NOT_ASKED, Optional.empty());
        return ProblemSentences.judged(new NodeStatus(
                name,
                isOpen,
                node.fence().or(found::fence),
                new NodeStatus.Patrols(
                        patrols.isRunning(), figures.sinceGood(), figures.campaigns(), figures.unreadable()),
                found.store(),
                new NodeStatus.StoppedCampaigns(stopped.count(), stopped.first(NodeStatus.StoppedCampaigns.MOST)),
                isOpen ? connections() : Optional.empty(),
                new NodeStatus.Backlog(figures.unsettled(), figures.oldest(), node.behind()),
                List.of()));
    }

    /** Asks nobody any more, and tells, once, that the node is closed. */
    void close() {
        probe.close();
        if (isClosed.compareAndSet(false, true)) {
            observer.onEvent(new PosseEvent.NodeClosed(name));
        }
    }

    private Optional<ConnectionUse> connections() {
        try {
            return node.store().connections();
        } catch (RuntimeException e) {
            // A store that is closed, or a bug of it: what is wrong with it is told by the probe.
            return Optional.empty();
        }
    }
}
