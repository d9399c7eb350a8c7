package dev.posse.benchmarks.crash;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.store.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sale that was decided, and whose driver died before it was settled.
 *
 * @param claim the sale
 * @param kind how the driver died
 * @param nanos when, by {@link System#nanoTime}
 */
record CrashedSale(Claim claim, Kind kind, long nanos) {

    /** How a driver dies. */
    enum Kind {
        /** It halts between two writes, and nothing of its node reaches the store any more. */
        HALTED,
        /** Its process is killed. */
        KILLED
    }

    CrashedSale at(long later) {
        return new CrashedSale(claim, kind, later);
    }

    /** What tells whether it is settled. */
    List<String> keys() {
        return List.of(campaignKey().name(), accountKey().name());
    }

    private Key<Campaign> campaignKey() {
        return Key.campaign(claim.campaign());
    }

    private Key<Account> accountKey() {
        return Key.account(claim.account());
    }

    /** The campaign has moved over the slot, and the account bears no lock for it. */
    boolean isSettled(Map<String, Entry> found) {
        Optional<Campaign> campaign = campaignKey().in(found).map(Stored::document);
        Optional<Account> account = accountKey().in(found).map(Stored::document);
        return campaign.isPresent()
                && account.isPresent()
                && campaign.get().lastPurchasedSlot() >= claim.slot()
                && account.get().lockOf(claim.identity()).isEmpty();
    }
}
