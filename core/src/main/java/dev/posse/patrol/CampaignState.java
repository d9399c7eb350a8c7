package dev.posse.patrol;

import java.time.Duration;
import java.time.Instant;

/** What one node knows of a campaign that it patrols. Used by the one thread that patrols. */
final class CampaignState {

    /** For how long after the last thing that happened a campaign counts as busy. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    /** For how long after all nodes have heard of it none of them need hear again: less than for which they take it for busy. */
    private static final Duration HEARD = Duration.ofSeconds(5);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private static final Duration LONGEST_RETRY = Duration.ofMillis(500);

    private static final long NONE = Long.MAX_VALUE;

    private final String campaign;
    private Instant due;
    private Instant lastNews;
    private long last;
    private long suspect = NONE;
    private int page;
    private Duration retry = Duration.ZERO;
    private String troubleOfSales = "";
    private String trouble = "";

    /** When all nodes were told that something happens here. Read and written by buyers' threads as well. */
    private volatile Instant heardOf = Instant.EPOCH;

    CampaignState(String campaign, Instant due) {
        this.campaign = campaign;
        this.due = due;
        this.lastNews = due;
    }

    String campaign() {
        return campaign;
    }

    /** Its lastPurchasedSlot, as last read. */
    long last() {
        return last;
    }

    Instant due() {
        return due;
    }

    /** The page of the directory that lists it, 0 if none was seen. */
    int page() {
        return page;
    }

    void listedOn(int number) {
        page = number;
    }

    /** In its turn, for whatever stands there then. */
    void dueAt(Instant next) {
        due = next;
        suspect = NONE;
        retry = Duration.ZERO;
        trouble = "";
    }

    /**
     * It could not be looked at: it keeps what it was to be looked at for, and comes again soon. True if the trouble is
     * another one than last time.
     */
    boolean failed(String problem, Instant now) {
        Duration doubled = retry.isZero() ? FIRST_RETRY : retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
        due = now.plus(retry);
        boolean isNews = !problem.equals(trouble);
        trouble = problem;
        return isNews;
    }

    /**
     * What was in the way of looking for the sales that were told; empty if nothing. It keeps nobody from patrolling. True if it is another
     * trouble than last time.
     */
    boolean isNewsOfSales(String problem) {
        boolean isNews = !problem.isEmpty() && !problem.equals(troubleOfSales);
        troubleOfSales = problem;
        return isNews;
    }

    /** After the clock was set back: what was to be looked at is due now, and everything else is drawn anew. */
    boolean isWaiting(Instant before) {
        return suspect != NONE || !retry.isZero() || !due.isAfter(before);
    }

    void hurry(Instant now) {
        due = now;
        setBack(now);
    }

    /** Takes note that the clock was set back: what happened, happened before now, and does not keep it busy until then. */
    void setBack(Instant now) {
        heardOf = now.isBefore(heardOf) ? now : heardOf;
        lastNews = now.isBefore(lastNews) ? now : lastNews;
    }

    void heardOf(Instant now) {
        heardOf = now;
    }

    /** Other nodes need not know that something happens here. */
    boolean isUnheardOf(Instant now) {
        return heardOf.plus(HEARD).isBefore(now);
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
        return suspect <= last;
    }

    /** Takes note of where the campaign stands. */
    void saw(long read, Instant now) {
        if (read != last) {
            lastNews = now;
        }
        last = read;
    }
}
