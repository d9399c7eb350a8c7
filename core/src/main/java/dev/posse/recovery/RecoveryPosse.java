package dev.posse.recovery;

import dev.posse.admin.StatusChange;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.PosseObserver;
import dev.posse.purchase.Subjects;
import dev.posse.recovery.Patrol.Beat;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.Report;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One node's share of the recovery posse: knows all campaigns, draws when to patrol which, and patrols those that are due.
 *
 * <p>It owns no thread: somebody calls {@link #ride} again and again, one call at a time. {@link #wake} may be called from
 * anywhere.
 */
public final class RecoveryPosse {

    /** Campaigns that are scanned in one round trip. */
    private static final int SCAN = 256;

    private static final Duration SHORTEST = Duration.ofMillis(20);

    /** A suspicion does not wake the thread; it is looked at when the thread next comes by. */
    private static final Duration LONGEST = Duration.ofMillis(100);

    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(5);

    private final String node;
    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final PosseObserver observer;
    private final InstantSource clock;
    private final Fence fence;
    private final StepRunner.Pauses pauses;
    private final Duration grace;

    private final Watchlist watchlist;
    private final Witness witness = new Witness();
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
     * @param fence shut when the data set is another one
     * @param pauses waits the grace
     * @param grace how long a driver is given to finish by itself
     */
    public RecoveryPosse(
            String node,
            CasKeyValueStore store,
            StepRunner runner,
            PosseObserver observer,
            InstantSource clock,
            RandomGenerator random,
            PatrolRate rate,
            Fence fence,
            StepRunner.Pauses pauses,
            Duration grace) {
        this.node = node;
        this.store = store;
        this.runner = runner;
        this.observer = observer;
        this.clock = clock;
        this.watchlist = new Watchlist(rate, random);
        this.fence = fence;
        this.pauses = pauses;
        this.grace = grace;
    }

    /**
     * Tells that a sale was begun or seen in a campaign, so that it is patrolled at full rate.
     *
     * @param campaign its id
     */
    public void wake(String campaign) {
        watchlist.wake(campaign);
    }

    /**
     * Tells that a buyer of this node was beaten at a slot that the campaign has not caught up with. Where that goes on for
     * longer than a live driver takes, the campaign is patrolled soon instead of in its turn.
     *
     * @param campaign its id
     * @param slot the claimed slot
     * @param nanoTime when, by this node's monotonic clock
     */
    public void suspect(String campaign, long slot, long nanoTime) {
        watchlist.suspect(campaign, slot, nanoTime);
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
        witness.sold(campaign, slot, account, purchaseId);
    }

    /**
     * Patrols what is due. Never throws for what the store does: an outage slows the posse down and does not kill it.
     *
     * @return how long to wait before the next call
     */
    public Duration ride() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(lastRide)) {
                watchlist.startOver(now);
            }
            lastRide = now;
            if (watchlist.isDirectoryDue(now)) {
                readDirectory(now);
                compareIncarnation();
            }
            scan(watchlist.due(now, SCAN), now);
            outagePause = Duration.ZERO;
            return untilNext(clock.instant());
        } catch (DataLossException e) {
            if (fence.shut(String.valueOf(e.getMessage()))) {
                dataWentBackwards(Optional.empty(), String.valueOf(e.getMessage()));
            }
            return outage(e);
        } catch (StoreException | DocumentException e) {
            return outage(e);
        }
    }

    /** A page that cannot be read hides what it lists, and must not keep the posse from all the others. */
    private void readDirectory(Instant now) {
        try {
            watchlist.readDirectory(store, now);
        } catch (DocumentException e) {
            observer.onEvent(
                    new PosseEvent.PatrolFailed(node, Optional.empty(), String.valueOf(e.getMessage()), Duration.ZERO));
        }
    }

    private Duration outage(RuntimeException e) {
        Duration doubled = outagePause.isZero() ? Duration.ofMillis(100) : outagePause.multipliedBy(2);
        outagePause = doubled.compareTo(LONGEST_OUTAGE_PAUSE) < 0 ? doubled : LONGEST_OUTAGE_PAUSE;
        observer.onEvent(
                new PosseEvent.PatrolFailed(node, Optional.empty(), String.valueOf(e.getMessage()), outagePause));
        return outagePause;
    }

    private Duration untilNext(Instant now) {
        Duration wait = Duration.between(now, watchlist.nextDue());
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private void compareIncarnation() {
        Optional<Incarnation> read =
                store.get(Keys.INCARNATION).map(entry -> Incarnation.decode(Keys.INCARNATION, entry.value()));
        if (fence.compare(read, store.incarnation())) {
            dataWentBackwards(Optional.empty(), fence.reason().orElse(""));
            watchlist
                    .campaigns()
                    .forEach(campaign -> stop(campaign, fence.reason().orElse("")));
        }
    }

    /** Reads campaigns and the slots after their last, all in one round trip, and patrols where a claim waits. */
    private void scan(Collection<Watch> due, Instant now) {
        if (due.isEmpty()) {
            return;
        }
        List<String> keys = new ArrayList<>();
        for (Watch watch : due) {
            keys.add(Keys.campaign(watch.campaign()));
            keys.add(watch.nextSlotKey());
            keys.addAll(witness.keys(watch.campaign()));
        }
        Map<String, Entry> found = new HashMap<>(store.getAll(keys));
        List<Watch> moved =
                due.stream().filter(watch -> note(watch, found, now)).collect(Collectors.toUnmodifiableList());
        if (!moved.isEmpty()) {
            // Their next slot is another one than was read; one more round trip for all of them.
            found.putAll(store.getAll(moved.stream().map(Watch::nextSlotKey).collect(Collectors.toUnmodifiableList())));
        }
        List<Suspect> suspects =
                due.stream().flatMap(watch -> suspect(watch, found).stream()).collect(Collectors.toUnmodifiableList());
        due.forEach(watch -> watchlist.schedule(watch, now));
        if (!suspects.isEmpty()) {
            // One grace for all of them (R2).
            pauses.pause(grace);
            suspects.forEach(this::patrol);
        }
    }

    private record Suspect(Watch watch, Stored<Campaign> campaign, Stored<Slot> claim) {}

    /** Takes note of where a campaign stands; true if it has moved on. */
    private boolean note(Watch watch, Map<String, Entry> found, Instant now) {
        try {
            Optional<Stored<Campaign>> campaign = campaign(watch, found);
            return !wentBackwards(watch, campaign, found)
                    && campaign.isPresent()
                    && watch.saw(campaign.get().document().lastPurchasedSlot(), now);
        } catch (DocumentException e) {
            return false;
        }
    }

    private Optional<Suspect> suspect(Watch watch, Map<String, Entry> found) {
        try {
            Optional<Stored<Campaign>> campaign = campaign(watch, found)
                    .filter(present -> present.document().status() != Status.STOPPED)
                    .filter(present -> present.document().lastPurchasedSlot() == watch.highest());
            Optional<Stored<Slot>> slot = Stored.in(found, watch.nextSlotKey(), Slot::decode);
            return campaign.isPresent()
                            && RecoveryTree.unsettled(slot.map(Stored::document))
                                    .isPresent()
                    ? Optional.of(new Suspect(watch, campaign.get(), slot.orElseThrow()))
                    : Optional.empty();
        } catch (DocumentException e) {
            failed(watch.campaign(), e);
            return Optional.empty();
        }
    }

    private static Optional<Stored<Campaign>> campaign(Watch watch, Map<String, Entry> found) {
        return Stored.in(found, Keys.campaign(watch.campaign()), Campaign::decode);
    }

    /** A campaign never goes back, and a claim stays; otherwise acknowledged writes were lost, and slots are sold again. */
    private boolean wentBackwards(Watch watch, Optional<Stored<Campaign>> campaign, Map<String, Entry> found) {
        long last =
                campaign.map(present -> present.document().lastPurchasedSlot()).orElse(0L);
        List<String> findings = new ArrayList<>();
        if (last < watch.highest()) {
            findings.add(
                    campaign.isEmpty()
                            ? "its document is gone, and " + watch.highest() + " slots had been sold"
                            : "its last purchased slot is " + last + " and was " + watch.highest() + " before");
            watch.saw(last, clock.instant());
        }
        witness.lost(watch.campaign(), found).ifPresent(findings::add);
        if (findings.isEmpty()) {
            return false;
        }
        String finding = String.join("; ", findings);
        dataWentBackwards(Optional.of(watch.campaign()), finding);
        if (campaign.isPresent()) {
            stop(watch.campaign(), "Data went backwards: " + finding);
        }
        return true;
    }

    private void patrol(Suspect suspect) {
        String campaign = suspect.watch().campaign();
        try {
            Beat beat = new Beat(campaign, node, clock.instant());
            Report report = runner.run(Actor.PATROL, Patrol.afterGrace(beat, suspect.campaign(), suspect.claim()));
            Instant now = clock.instant();
            if (report.last() > suspect.watch().highest()) {
                // A lower reading is kept out: the next scan compares with the highest ever seen.
                suspect.watch().saw(report.last(), now);
            }
            for (Finished sale : report.finished()) {
                suspect.watch().wake(now);
                observer.onEvent(recovered(sale, now));
            }
        } catch (StoreException | DocumentException e) {
            failed(campaign, e);
        }
    }

    private PosseEvent recovered(Finished sale, Instant now) {
        Claim claim = sale.claim();
        return new PosseEvent.Recovered(
                node, Subjects.of(claim), sale.branch().step(), Duration.between(claim.since(), now));
    }

    private void stop(String campaign, String reason) {
        try {
            runner.run(Actor.PATROL, StatusChange.begin(campaign, Status.STOPPED, Optional.of(reason)));
        } catch (RuntimeException e) {
            failed(campaign, e);
        }
    }

    private void failed(String campaign, RuntimeException e) {
        observer.onEvent(new PosseEvent.PatrolFailed(
                node, Optional.of(campaign), String.valueOf(e.getMessage()), Duration.ZERO));
    }

    private void dataWentBackwards(Optional<String> campaign, String finding) {
        observer.onEvent(new PosseEvent.DataWentBackwards(node, campaign, finding));
    }
}
