package dev.posse.recovery;

import dev.posse.document.Claim;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.purchase.Subjects;
import dev.posse.recovery.Patrol.Finished;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells the observer what one node's posse does and finds. */
final class PatrolEvents {

    private final String node;
    private final PosseObserver observer;

    PatrolEvents(String node, PosseObserver observer) {
        this.node = node;
        this.observer = observer;
    }

    /** The directory and the incarnation were read. */
    void rode(int campaigns) {
        observer.onEvent(new PosseEvent.PatrolHeartbeat(node, campaigns));
    }

    void recovered(Finished sale, Instant now) {
        Claim claim = sale.claim();
        observer.onEvent(new PosseEvent.Recovered(
                node, Subjects.of(claim), sale.branch().step(), Duration.between(claim.since(), now)));
    }

    /** One campaign's patrol ended early. */
    void failed(String campaign, RuntimeException e) {
        failed(Optional.of(campaign), e, Duration.ZERO);
    }

    /** No campaign in particular was reached; the node pauses so long. */
    void failed(RuntimeException e, Duration pause) {
        failed(Optional.empty(), e, pause);
    }

    private void failed(Optional<String> campaign, RuntimeException e, Duration pause) {
        observer.onEvent(new PosseEvent.PatrolFailed(node, campaign, String.valueOf(e.getMessage()), pause));
    }

    void dataLossDetected(Optional<String> campaign, String finding) {
        observer.onEvent(new PosseEvent.DataLossDetected(node, campaign, finding));
    }

    void bookingLost(String account, String finding) {
        observer.onEvent(new PosseEvent.BookingLost(node, account, finding));
    }
}
