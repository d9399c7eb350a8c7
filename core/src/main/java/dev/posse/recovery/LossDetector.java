package dev.posse.recovery;

import dev.posse.admin.StatusChange;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Incarnation;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks out for data that went backwards: the whole data set is another one, a campaign is behind what was seen of it, or
 * what this node has told its callers is gone.
 */
final class LossDetector {

    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final PatrolEvents events;
    private final IncarnationGuard guard;
    private final ReportedSales sales = new ReportedSales();
    private final ReportedBookings money = new ReportedBookings();

    LossDetector(CasKeyValueStore store, StepRunner runner, PatrolEvents events, IncarnationGuard guard) {
        this.store = store;
        this.runner = runner;
        this.events = events;
        this.guard = guard;
    }

    /** Takes note that this node has told a buyer of a sale. By any thread, as the next two. */
    void sold(String campaign, long slot, String account, String purchaseId) {
        sales.sold(campaign, slot, account, purchaseId);
    }

    void opened(String account) {
        money.opened(account);
    }

    void booked(Account account, String movementId) {
        money.booked(account, movementId);
    }

    /** Shuts the guard because the store itself says that its data is gone. */
    void lost(DataLossException e) {
        String why = String.valueOf(e.getMessage());
        if (guard.shut(why)) {
            events.dataLossDetected(Optional.empty(), why);
        }
    }

    /** Reads, in one round trip, the incarnation and the accounts that this node stands for. */
    void compare(Collection<String> campaigns) {
        List<String> keys = new ArrayList<>(money.keys());
        keys.add(Keys.INCARNATION);
        Map<String, Entry> found = store.getAll(keys);
        Optional<Incarnation> incarnation =
                Stored.in(found, Keys.INCARNATION, Incarnation::decode).map(Stored::document);
        if (guard.compare(incarnation, store.incarnation())) {
            String why = guard.reason().orElse("");
            events.dataLossDetected(Optional.empty(), why);
            campaigns.forEach(campaign -> stop(campaign, why));
        }
        money.lost(found).forEach(events::bookingLost);
    }

    /** Gives the keys that are to be read with a campaign. */
    List<String> keys(CampaignState state) {
        return sales.keys(state.campaign());
    }

    /** A campaign never goes back, and a claim stays; otherwise acknowledged writes were lost, and slots are sold again. */
    boolean wentBackwards(
            CampaignState state, Optional<Stored<Campaign>> campaign, Map<String, Entry> found, Instant now) {
        long last =
                campaign.map(present -> present.document().lastPurchasedSlot()).orElse(0L);
        List<String> findings = new ArrayList<>();
        if (last < state.highest()) {
            findings.add(
                    campaign.isEmpty()
                            ? "its document is gone, and " + state.highest() + " slots had been sold"
                            : "its last purchased slot is " + last + " and was " + state.highest() + " before");
            state.saw(last, now);
        }
        sales.lost(state.campaign(), found).ifPresent(findings::add);
        if (findings.isEmpty()) {
            return false;
        }
        String finding = String.join("; ", findings);
        events.dataLossDetected(Optional.of(state.campaign()), finding);
        if (campaign.isPresent()) {
            stop(state.campaign(), "Data went backwards: " + finding);
        }
        return true;
    }

    private void stop(String campaign, String reason) {
        try {
            runner.run(Actor.PATROL, StatusChange.begin(campaign, Status.STOPPED, Optional.of(reason)));
        } catch (RuntimeException e) {
            events.failed(campaign, e);
        }
    }
}
