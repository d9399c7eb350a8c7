package dev.posse.cli.board;

import dev.posse.document.Campaign;
import dev.posse.document.Printable;
import java.time.Instant;
import java.util.List;

/** What the board knows of one campaign. Guarded by {@link Sightings}. */
final class Sight {

    /** Characters of a reason or problem that are kept. */
    static final int MOST_SHOWN = 400;

    /** As {@code Posse.status()} counts: a sale that waits longer for its settlement is a problem. */
    static final long STUCK_SECONDS = 10;

    /** How fast a rate forgets. */
    private static final double FORGETS_AFTER_NANOS = 6e9;

    /** Two looks closer than this tell no rate. */
    private static final long LEAST_NANOS = 200_000_000;

    /** What a campaign is, as far as it is known. */
    enum State {
        UNREAD,
        OPEN,
        CLOSED,
        STOPPED,
        ABSENT,
        UNREADABLE
    }

    /**
     * A sold slot that is not settled.
     *
     * @param lock what became of its buyer's lock: {@code held}, {@code absent} or {@code unknown}
     */
    record Unsettled(
            String campaign, long slot, String account, String purchase, String attempt, Instant since, String lock) {}

    final String id;
    State state = State.UNREAD;
    long sold;
    long capacity;
    long price;
    String note = "";
    double perSecond;
    long readNanos;
    long movedNanos;
    List<Unsettled> unsettled = List.of();

    Sight(String id) {
        this.id = id;
    }

    boolean isRead() {
        return state != State.UNREAD;
    }

    /** What a person has to look at. */
    boolean isTroubled(Instant now) {
        return state == State.STOPPED || state == State.UNREADABLE || isStuck(now);
    }

    boolean isStuck(Instant now) {
        return unsettled.stream().anyMatch(one -> one.since().isBefore(now.minusSeconds(STUCK_SECONDS)));
    }

    boolean isMoving(long nanos) {
        return movedNanos != 0 && nanos - movedNanos < 60_000_000_000L;
    }

    void read(Campaign campaign, long nanos) {
        long last = campaign.lastPurchasedSlot();
        boolean wasRead = state == State.OPEN || state == State.CLOSED || state == State.STOPPED;
        if (wasRead && last != sold) {
            movedNanos = nanos;
        }
        if (wasRead && nanos - readNanos >= LEAST_NANOS) {
            double passed = nanos - readNanos;
            double weight = 1 - Math.exp(-passed / FORGETS_AFTER_NANOS);
            double now = Math.max(0, last - sold) * 1e9 / passed;
            perSecond = perSecond * (1 - weight) + now * weight;
            if (perSecond < 0.001) {
                perSecond = 0;
            }
        }
        if (!wasRead || nanos - readNanos >= LEAST_NANOS) {
            readNanos = nanos;
            sold = last;
        }
        state = switch (campaign.status()) {
            case OPEN -> State.OPEN;
            case CLOSED -> State.CLOSED;
            case STOPPED -> State.STOPPED;
        };
        capacity = campaign.capacity();
        price = campaign.price();
        note = Printable.of(campaign.reason().orElse(""), MOST_SHOWN);
    }

    void isNot(State why, String what, long nanos) {
        state = why;
        note = Printable.of(what, MOST_SHOWN);
        readNanos = nanos;
        perSecond = 0;
    }
}
