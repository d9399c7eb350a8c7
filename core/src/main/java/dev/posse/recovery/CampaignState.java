package dev.posse.recovery;

import dev.posse.document.Keys;
import java.time.Duration;
import java.time.Instant;

/** What one node knows of a campaign that it patrols. Used by the one thread that patrols. */
final class CampaignState {

    /** For how long after the last thing that happened a campaign counts as busy. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final long NONE = Long.MAX_VALUE;

    private final String campaign;
    private Instant due;
    private Instant lastNews;
    private long highest;
    private long suspect = NONE;

    CampaignState(String campaign, Instant due) {
        this.campaign = campaign;
        this.due = due;
        this.lastNews = due;
    }

    String campaign() {
        return campaign;
    }

    /** The highest lastPurchasedSlot ever seen. */
    long highest() {
        return highest;
    }

    /** Names the slot after the last that was seen. */
    String nextSlotKey() {
        return Keys.slot(campaign, highest + 1);
    }

    Instant due() {
        return due;
    }

    /** In its turn, for whatever stands there then. */
    void dueAt(Instant next) {
        due = next;
        suspect = NONE;
    }

    boolean isQuiet(Instant now) {
        return lastNews.plus(BUSY).isBefore(now);
    }

    /** Something happened here: busy from now on, and due no later than then. */
    void wake(Instant then) {
        lastNews = then;
        due = then.isBefore(due) ? then : due;
    }

    /** A slot was unsettled: if its turn does not come before then anyway, it is looked at then. */
    void suspect(long slot, Instant then) {
        if (then.isBefore(due)) {
            suspect = slot;
            wake(then);
        }
    }

    /** Due in its turn, and not for the sake of a slot. */
    boolean isItsTurn() {
        return suspect == NONE;
    }

    /** What this campaign was looked at for is settled, and its turn has not come. */
    boolean isCleared() {
        return suspect <= highest;
    }

    /** Takes note of where the campaign stands; true if it has moved. */
    boolean saw(long last, Instant now) {
        boolean moved = last != highest;
        if (moved) {
            lastNews = now;
        }
        highest = last;
        return moved;
    }
}
