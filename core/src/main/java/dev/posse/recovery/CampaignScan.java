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
final class CampaignScan {

    private final CasKeyValueStore store;
    private final PatrolEvents events;
    private final PatrolSchedule schedule;
    private final LossDetector detector;
    private final StepRunner.Sleeper sleeper;
    private final Duration grace;

    CampaignScan(
            CasKeyValueStore store,
            PatrolEvents events,
            PatrolSchedule schedule,
            LossDetector detector,
            StepRunner.Sleeper sleeper,
            Duration grace) {
        this.store = store;
        this.events = events;
        this.schedule = schedule;
        this.detector = detector;
        this.sleeper = sleeper;
        this.grace = grace;
    }

    /** A campaign that has not moved for the grace, and the claim that it has not caught up with. */
    record UnsettledCampaign(CampaignState state, Stored<Campaign> campaign, Stored<Slot> claim) {}

    List<UnsettledCampaign> of(Collection<CampaignState> due, Instant now) {
        if (due.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        for (CampaignState state : due) {
            keys.add(Keys.campaign(state.campaign()));
            keys.add(state.nextSlotKey());
            if (state.isItsTurn()) {
                keys.addAll(detector.keys(state));
            }
        }
        Map<String, Entry> found = new HashMap<>(store.getAll(keys));
        List<CampaignState> moved =
                due.stream().filter(state -> note(state, found, now)).collect(Collectors.toUnmodifiableList());
        if (!moved.isEmpty()) {
            // Their next slot is another one than was read; one more round trip for all of them.
            found.putAll(store.getAll(
                    moved.stream().map(CampaignState::nextSlotKey).collect(Collectors.toUnmodifiableList())));
        }
        List<UnsettledCampaign> suspects =
                due.stream().flatMap(state -> suspect(state, found).stream()).collect(Collectors.toUnmodifiableList());
        due.forEach(state -> schedule.schedule(state, now));
        return suspects.isEmpty() ? suspects : unmoved(suspects);
    }

    /** Takes note of where a campaign stands; true if it has moved on. */
    private boolean note(CampaignState state, Map<String, Entry> found, Instant now) {
        try {
            Optional<Stored<Campaign>> campaign = campaign(state, found);
            return !detector.wentBackwards(state, campaign, found, now)
                    && campaign.isPresent()
                    && state.saw(campaign.get().document().lastPurchasedSlot(), now);
        } catch (DocumentException e) {
            return false;
        }
    }

    private Optional<UnsettledCampaign> suspect(CampaignState state, Map<String, Entry> found) {
        try {
            Optional<Stored<Campaign>> campaign = campaign(state, found)
                    .filter(present -> present.document().status() != Status.STOPPED)
                    .filter(present -> present.document().lastPurchasedSlot() == state.highest());
            Optional<Stored<Slot>> slot = Stored.in(found, state.nextSlotKey(), Slot::decode);
            return campaign.isPresent()
                            && !state.isCleared()
                            && RecoveryTree.unsettled(slot.map(Stored::document))
                                    .isPresent()
                    ? Optional.of(new UnsettledCampaign(state, campaign.get(), slot.orElseThrow()))
                    : Optional.empty();
        } catch (DocumentException e) {
            events.failed(state.campaign(), e);
            return Optional.empty();
        }
    }

    private static Optional<Stored<Campaign>> campaign(CampaignState state, Map<String, Entry> found) {
        return Stored.in(found, Keys.campaign(state.campaign()), Campaign::decode);
    }

    /**
     * One grace for all of them (R2), and one round trip. Where a campaign has moved somebody is alive, and what is claimed
     * there now waits for the next scan: on a busy campaign something always is.
     */
    private List<UnsettledCampaign> unmoved(List<UnsettledCampaign> suspects) {
        sleeper.pause(grace);
        Map<String, Entry> found = store.getAll(suspects.stream()
                .map(suspect -> Keys.campaign(suspect.state().campaign()))
                .collect(Collectors.toUnmodifiableList()));
        return suspects.stream()
                .filter(suspect -> Optional.ofNullable(
                                found.get(Keys.campaign(suspect.state().campaign())))
                        .map(Entry::version)
                        .equals(Optional.of(suspect.campaign().version())))
                .collect(Collectors.toUnmodifiableList());
    }
}
