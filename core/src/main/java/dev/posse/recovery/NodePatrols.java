package dev.posse.recovery;

import dev.posse.document.Account;
import dev.posse.document.DocumentException;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.observe.Subject;
import dev.posse.recovery.CampaignScan.UnsettledCampaign;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.PatrolTarget;
import dev.posse.recovery.Patrol.Report;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * One node's share of the recovery posse: knows all campaigns, draws when to patrol which, and patrols those that are due.
 *
 * <p>It owns no thread: somebody calls {@link #runDue} again and again, one call at a time. {@link #wake} may be called from
 * anywhere.
 */
public final class NodePatrols {

    /** Campaigns that are scanned in one round trip. */
    private static final int SCAN = 256;

    private static final Duration SHORTEST = Duration.ofMillis(20);

    /** A suspicion does not wake the thread; it is looked at when the thread next comes by. */
    private static final Duration LONGEST = Duration.ofMillis(100);

    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(5);

    private final String node;
    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final InstantSource clock;
    private final PatrolEvents events;
    private final PatrolSchedule schedule;
    private final LossDetector detector;
    private final CampaignScan scan;
    private Duration outagePause = Duration.ZERO;
    private Instant lastRide = Instant.MIN;

    /**
     * Makes a node's share.
     *
     * @param node its name
     * @param store to watch
     * @param runner walks the patrols
     * @param observer hears the events
     * @param clock tells when patrols are due, and the age of what they find
     * @param random draws when they are due
     * @param rate how often
     * @param guard shut when the data set is another one
     * @param sleeper waits the grace
     * @param grace how long a driver is given to finish by itself
     */
    public NodePatrols(
            String node,
            CasKeyValueStore store,
            StepRunner runner,
            PosseObserver observer,
            InstantSource clock,
            RandomGenerator random,
            PatrolRate rate,
            IncarnationGuard guard,
            StepRunner.Sleeper sleeper,
            Duration grace) {
        this.node = node;
        this.store = store;
        this.runner = runner;
        this.clock = clock;
        this.events = new PatrolEvents(node, observer);
        this.schedule = new PatrolSchedule(rate, random);
        this.detector = new LossDetector(store, runner, events, guard);
        this.scan = new CampaignScan(store, events, schedule, detector, sleeper, grace);
    }

    /**
     * Tells that a sale was begun or seen in a campaign, so that it is patrolled at full rate.
     *
     * @param campaign its id
     */
    public void wake(String campaign) {
        schedule.wake(campaign);
    }

    /**
     * Tells that a buyer of this node was beaten at a slot that the campaign had not caught up with. When a live driver would
     * long have settled it the campaign is read, and patrolled if it has still not caught up.
     *
     * @param campaign its id
     * @param slot that is claimed
     */
    public void suspect(String campaign, long slot) {
        schedule.suspect(campaign, slot, clock.instant());
    }

    /**
     * Tells that this node has come upon a sale and not moved its campaign: nobody else need be waited for.
     *
     * @param sale with its campaign and slot
     */
    public void left(Subject sale) {
        sale.campaign()
                .ifPresent(campaign -> schedule.left(campaign, sale.slot().orElse(0), clock.instant()));
    }

    /**
     * Tells that this node has told a buyer of a sale: the next patrols look whether its claim still stands.
     *
     * @param campaign its id
     * @param slot the claimed slot
     * @param account the buyer
     * @param purchaseId the buyer's idempotency key
     */
    public void sold(String campaign, long slot, String account, String purchaseId) {
        detector.sold(campaign, slot, account, purchaseId);
    }

    /**
     * Tells that this node has told a caller that an account is open: from now on it looks whether it still is.
     *
     * @param account its id
     */
    public void opened(String account) {
        detector.opened(account);
    }

    /**
     * Tells that this node has told a caller that a deposit or withdrawal is booked: from now on it looks whether the account
     * still knows of it.
     *
     * @param account as it was when the caller was told
     * @param movementId the caller's idempotency key
     */
    public void booked(Account account, String movementId) {
        detector.booked(account, movementId);
    }

    /**
     * Patrols what is due. Never throws for what the store does: an outage slows the posse down and does not kill it.
     *
     * @return how long to wait before the next call
     */
    public Duration runDue() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(lastRide)) {
                schedule.startOver(now);
            }
            lastRide = now;
            if (schedule.isDirectoryDue(now)) {
                readDirectory(now);
                detector.compare(schedule.campaigns());
                events.rode(schedule.campaigns().size());
            }
            scan.of(schedule.due(now, SCAN), now).forEach(this::patrol);
            outagePause = Duration.ZERO;
            return untilNext(clock.instant());
        } catch (DataLossException e) {
            detector.lost(e);
            return outage(e);
        } catch (StoreException | DocumentException e) {
            return outage(e);
        }
    }

    /** A page that cannot be read hides what it lists, and must not keep the posse from all the others. */
    private void readDirectory(Instant now) {
        try {
            schedule.readDirectory(store, now);
        } catch (DocumentException e) {
            events.failed(e, Duration.ZERO);
        }
    }

    private Duration outage(RuntimeException e) {
        Duration doubled = outagePause.isZero() ? Duration.ofMillis(100) : outagePause.multipliedBy(2);
        outagePause = doubled.compareTo(LONGEST_OUTAGE_PAUSE) < 0 ? doubled : LONGEST_OUTAGE_PAUSE;
        events.failed(e, outagePause);
        return outagePause;
    }

    private Duration untilNext(Instant now) {
        Duration wait = Duration.between(now, schedule.nextDue());
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private void patrol(UnsettledCampaign suspect) {
        String campaign = suspect.state().campaign();
        try {
            PatrolTarget target = new PatrolTarget(campaign, node, clock.instant());
            Report report = runner.run(Actor.PATROL, Patrol.afterGrace(target, suspect.campaign(), suspect.claim()));
            Instant now = clock.instant();
            if (report.last() > suspect.state().highest()) {
                // A lower reading is kept out: the next scan compares with the highest ever seen.
                suspect.state().saw(report.last(), now);
            }
            for (Finished sale : report.finished()) {
                suspect.state().wake(now);
                events.recovered(sale, now);
            }
        } catch (StoreException | DocumentException e) {
            events.failed(campaign, e);
        }
    }
}
