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
final class Lookout {

    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final Herald herald;
    private final Fence fence;
    private final SaleWitness sales = new SaleWitness();
    private final MoneyWitness money = new MoneyWitness();

    Lookout(CasKeyValueStore store, StepRunner runner, Herald herald, Fence fence) {
        this.store = store;
        this.runner = runner;
        this.herald = herald;
        this.fence = fence;
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

    /** Shuts the fence because the store itself says that its data is gone. */
    void lost(DataLossException e) {
        String why = String.valueOf(e.getMessage());
        if (fence.shut(why)) {
            herald.dataWentBackwards(Optional.empty(), why);
        }
    }

    /** Reads, in one round trip, the incarnation and the accounts that this node stands for. */
    void compare(Collection<String> campaigns) {
        List<String> keys = new ArrayList<>(money.keys());
        keys.add(Keys.INCARNATION);
        Map<String, Entry> found = store.getAll(keys);
        Optional<Incarnation> incarnation =
                Stored.in(found, Keys.INCARNATION, Incarnation::decode).map(Stored::document);
        if (fence.compare(incarnation, store.incarnation())) {
            String why = fence.reason().orElse("");
            herald.dataWentBackwards(Optional.empty(), why);
            campaigns.forEach(campaign -> stop(campaign, why));
        }
        money.lost(found).forEach(herald::moneyWentBackwards);
    }

    /** Gives the keys that are to be read with a campaign. */
    List<String> keys(Watch watch) {
        return sales.keys(watch.campaign());
    }

    /** A campaign never goes back, and a claim stays; otherwise acknowledged writes were lost, and slots are sold again. */
    boolean wentBackwards(Watch watch, Optional<Stored<Campaign>> campaign, Map<String, Entry> found, Instant now) {
        long last =
                campaign.map(present -> present.document().lastPurchasedSlot()).orElse(0L);
        List<String> findings = new ArrayList<>();
        if (last < watch.highest()) {
            findings.add(
                    campaign.isEmpty()
                            ? "its document is gone, and " + watch.highest() + " slots had been sold"
                            : "its last purchased slot is " + last + " and was " + watch.highest() + " before");
            watch.saw(last, now);
        }
        sales.lost(watch.campaign(), found).ifPresent(findings::add);
        if (findings.isEmpty()) {
            return false;
        }
        String finding = String.join("; ", findings);
        herald.dataWentBackwards(Optional.of(watch.campaign()), finding);
        if (campaign.isPresent()) {
            stop(watch.campaign(), "Data went backwards: " + finding);
        }
        return true;
    }

    private void stop(String campaign, String reason) {
        try {
            runner.run(Actor.PATROL, StatusChange.begin(campaign, Status.STOPPED, Optional.of(reason)));
        } catch (RuntimeException e) {
            herald.failed(campaign, e);
        }
    }
}
