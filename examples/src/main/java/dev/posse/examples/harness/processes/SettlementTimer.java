package dev.posse.examples.harness.processes;

import dev.posse.SoldSlot;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.examples.harness.events.RunEvent.CampaignMoved;
import dev.posse.examples.harness.events.RunEvents;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Sees by reads alone, many times a second, when campaigns move and when the claim ahead of each appears. For the figures
 * only; the verdict comes from the store at rest.
 */
final class SettlementTimer implements Runnable {

    /** How often it looks, and so how exact its times are. */
    static final Duration PERIOD = Duration.ofMillis(40);

    private final RunEvents events;
    private final CasKeyValueStore store;
    private final List<String> campaigns;
    private final Map<String, Long> lastSettled = new HashMap<>();
    private final Map<String, Long> settledAt = new HashMap<>();
    private final Map<String, Long> claimSeenAt = new HashMap<>();
    private final AtomicLong sold = new AtomicLong();
    private volatile boolean ended;

    SettlementTimer(CasKeyValueStore store, List<String> campaigns, RunEvents events) {
        this.events = events;
        this.store = store;
        this.campaigns = campaigns;
    }

    void end() {
        ended = true;
    }

    /** How many slots are settled, as last seen. */
    long sold() {
        return sold.get();
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                look();
            } catch (StoreException e) {
                // The database is down, and the next look is as good.
            }
            Pause.of(PERIOD);
        }
    }

    private synchronized void look() {
        List<String> keys = new ArrayList<>();
        for (String campaign : campaigns) {
            keys.add(Keys.campaign(campaign));
            keys.add(Keys.slot(campaign, lastSettled.getOrDefault(campaign, 0L) + 1));
        }
        Map<String, Entry> found = store.getAll(keys);
        long now = System.nanoTime();
        for (String campaign : campaigns) {
            long before = lastSettled.getOrDefault(campaign, 0L);
            String slot = Keys.slot(campaign, before + 1);
            if (Optional.ofNullable(found.get(slot))
                    .filter(entry -> Slot.decode(slot, entry.value()) instanceof Claim)
                    .isPresent()) {
                claimSeenAt.putIfAbsent(slot, now);
            }
            String key = Keys.campaign(campaign);
            Optional.ofNullable(found.get(key))
                    .map(entry -> Campaign.decode(key, entry.value()).lastPurchasedSlot())
                    .ifPresent(last -> moved(campaign, before, last, now));
        }
    }

    private void moved(String campaign, long from, long to, long now) {
        for (long slot = from + 1; slot <= to; slot++) {
            settledAt.put(Keys.slot(campaign, slot), now);
        }
        if (to > from) {
            lastSettled.put(campaign, to);
            sold.addAndGet(to - from);
            events.tell(at -> new CampaignMoved(at, campaign, to));
        }
    }

    /**
     * Of the sales whose driver died or was stopped after the decision: how long it took from then until the campaign had
     * moved.
     *
     * @param metrics of crashes and outages
     * @param claims in the store, by purchase id
     * @param duringOutages whether those are wanted during which the database was down, or the others
     */
    synchronized Histogram crashToSettledMillis(
            RunMetrics metrics, Map<String, SoldSlot> claims, Outages duringOutages) {
        Map<String, RunMetrics.Crash> firsts = new HashMap<>();
        metrics.crashes.forEach(crash ->
                firsts.merge(crash.purchase(), crash, (one, other) -> one.nanos() <= other.nanos() ? one : other));
        Histogram histogram = new Histogram(3);
        firsts.values()
                .forEach(crash -> Optional.ofNullable(claims.get(crash.purchase()))
                        .map(claim -> Keys.slot(claim.campaign(), claim.slot()))
                        .filter(slot ->
                                crash.decided() || claimSeenAt.getOrDefault(slot, Long.MAX_VALUE) <= crash.nanos())
                        .map(settledAt::get)
                        .filter(settled -> settled > crash.nanos())
                        .filter(settled ->
                                (duringOutages == Outages.DURING) == wasDown(metrics, crash.nanos(), settled))
                        .ifPresent(settled -> histogram.recordValue((settled - crash.nanos()) / 1_000_000)));
        return histogram;
    }

    /** Which sales are looked at. */
    enum Outages {
        /** Those in whose time the database was disturbed. */
        DURING,
        /** Those in whose time it was well. */
        OUTSIDE
    }

    private static boolean wasDown(RunMetrics metrics, long from, long to) {
        return metrics.outages.stream().anyMatch(outage -> outage.from() < to && outage.to() > from);
    }
}
