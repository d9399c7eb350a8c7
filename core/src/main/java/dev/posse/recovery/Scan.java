package dev.posse.recovery;

import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.DocumentException;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * R0 to R2 of many campaigns at a time: reads them and the slots after their last, all in one round trip, waits one grace, and
 * finds those where a claim still waits.
 */
final class Scan {

    private final CasKeyValueStore store;
    private final Herald herald;
    private final Watchlist watchlist;
    private final Lookout lookout;
    private final StepRunner.Pauses pauses;
    private final Duration grace;

    Scan(
            CasKeyValueStore store,
            Herald herald,
            Watchlist watchlist,
            Lookout lookout,
            StepRunner.Pauses pauses,
            Duration grace) {
        this.store = store;
        this.herald = herald;
        this.watchlist = watchlist;
        this.lookout = lookout;
        this.pauses = pauses;
        this.grace = grace;
    }

    /** A campaign that has not moved for the grace, and the claim that it has not caught up with. */
    record Suspect(Watch watch, Stored<Campaign> campaign, Stored<Slot> claim) {}

    List<Suspect> of(Collection<Watch> due, Instant now) {
        if (due.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        for (Watch watch : due) {
            keys.add(Keys.campaign(watch.campaign()));
            keys.add(watch.nextSlotKey());
            if (watch.isItsTurn()) {
                keys.addAll(lookout.keys(watch));
            }
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
        return suspects.isEmpty() ? suspects : unmoved(suspects);
    }

    /** Takes note of where a campaign stands; true if it has moved on. */
    private boolean note(Watch watch, Map<String, Entry> found, Instant now) {
        try {
            Optional<Stored<Campaign>> campaign = campaign(watch, found);
            return !lookout.wentBackwards(watch, campaign, found, now)
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
                            && !watch.isCleared()
                            && RecoveryTree.unsettled(slot.map(Stored::document))
                                    .isPresent()
                    ? Optional.of(new Suspect(watch, campaign.get(), slot.orElseThrow()))
                    : Optional.empty();
        } catch (DocumentException e) {
            herald.failed(watch.campaign(), e);
            return Optional.empty();
        }
    }

    private static Optional<Stored<Campaign>> campaign(Watch watch, Map<String, Entry> found) {
        return Stored.in(found, Keys.campaign(watch.campaign()), Campaign::decode);
    }

    /**
     * One grace for all of them (R2), and one round trip. Where a campaign has moved somebody is alive, and what is claimed
     * there now waits for the next scan: on a busy campaign something always is.
     */
    private List<Suspect> unmoved(List<Suspect> suspects) {
        pauses.pause(grace);
        Map<String, Entry> found = store.getAll(suspects.stream()
                .map(suspect -> Keys.campaign(suspect.watch().campaign()))
                .collect(Collectors.toUnmodifiableList()));
        return suspects.stream()
                .filter(suspect -> Optional.ofNullable(
                                found.get(Keys.campaign(suspect.watch().campaign())))
                        .map(Entry::version)
                        .equals(Optional.of(suspect.campaign().version())))
                .collect(Collectors.toUnmodifiableList());
    }
}
