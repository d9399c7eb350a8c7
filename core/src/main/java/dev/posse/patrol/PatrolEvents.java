package dev.posse.patrol;

import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.document.Printable;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.purchase.Subjects;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells the observer what one node's posse does and finds. */
final class PatrolEvents {

    private final String node;
    private final PosseObserver observer;

    PatrolEvents(String node, PosseObserver observer) {
        this.node = node;
        this.observer = observer;
    }

    /** The directory was read, so that the store answers. */
    void heartbeat(int campaigns) {
        observer.onEvent(new PosseEvent.PatrolHeartbeat(node, campaigns));
    }

    /** Each sale, and that it was so many. */
    void recovered(String campaign, List<Finished> sales, Instant now) {
        Duration oldest = Duration.ZERO;
        for (Finished sale : sales) {
            Claim claim = sale.claim();
            Duration age = Duration.between(claim.since(), now);
            observer.onEvent(new PosseEvent.Recovered(
                    node, Subjects.of(claim), sale.branch().step(), age));
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        if (!sales.isEmpty()) {
            observer.onEvent(new PosseEvent.PatrolRecovered(node, campaign, sales.size(), oldest));
        }
    }

    /** One campaign's patrol ended early. */
    void failed(String campaign, String problem) {
        failed(Optional.of(campaign), problem, Duration.ZERO);
    }

    /** No campaign in particular was reached; the node pauses so long. */
    void failed(String problem, Duration pause) {
        failed(Optional.empty(), problem, pause);
    }

    private void failed(Optional<String> campaign, String problem, Duration pause) {
        observer.onEvent(new PosseEvent.PatrolFailed(node, campaign, problem, pause));
    }

    void dataLossDetected(Optional<String> campaign, String finding) {
        observer.onEvent(new PosseEvent.DataLossDetected(node, campaign, finding));
    }

    void bookingLost(String account, String finding) {
        observer.onEvent(new PosseEvent.BookingLost(node, account, finding));
    }

    void listingLost(String campaign, String finding) {
        observer.onEvent(new PosseEvent.ListingLost(node, campaign, finding));
    }

    /** Says of trouble what it is: the store's and the documents' exceptions say it themselves, others are unexpected. */
    static String problem(Throwable trouble) {
        return trouble instanceof StoreException || trouble instanceof DocumentException
                ? Printable.reason(trouble)
                : "unexpected: " + trouble.getClass().getSimpleName() + ": " + Printable.reason(trouble);
    }
}
