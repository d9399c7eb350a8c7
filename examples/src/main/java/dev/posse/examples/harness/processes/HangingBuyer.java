package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.workload.Counters;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A thread that hangs in the middle of a purchase, on a node that lives, where it may be buying for others as well. Those who want the
 * same campaign there are in its way for as long as a turn is waited for, and no longer.
 */
final class HangingBuyer {

    /** The ten seconds of a turn, and time for a purchase on a busy machine. */
    private static final Duration LONGEST_KEPT = Duration.ofSeconds(16);

    private final long call;
    private final String campaign;
    private final long began = System.nanoTime();
    private final Counters beside;

    HangingBuyer(NodeResponse told, Counters beside) {
        this.call = told.call();
        this.campaign = told.campaign();
        this.beside = beside;
    }

    long began() {
        return began;
    }

    /** Counts what the others hear. */
    void answered(PendingCall pending, NodeResponse response) {
        if (isBeside(pending)) {
            beside.add(response.kind() == NodeResponse.Kind.TOLD ? response.text() : "TROUBLE");
        }
    }

    /** Those who should have been answered by now. */
    List<NodeRequest> kept(Collection<PendingCall> underWay) {
        long now = System.nanoTime();
        return underWay.stream()
                .filter(this::isBeside)
                .filter(pending -> now - Math.max(began, pending.asked()) > LONGEST_KEPT.toNanos())
                .map(PendingCall::request)
                .toList();
    }

    private boolean isBeside(PendingCall pending) {
        NodeRequest request = pending.request();
        return request.what().mayBuy()
                && request.call() != call
                && request.campaign().equals(campaign);
    }
}
