package dev.posse.audit;

import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.PurchaseEntry;

/**
 * What an audit keeps of a claim: with its two fingerprints about 120 bytes.
 *
 * @param campaign whose slot it is
 * @param buyer who bought it
 * @param slot its number
 * @param price in minor units
 * @param recorded whether its transaction was there
 * @param purchase of the purchase id
 * @param attempt of the attempt id
 */
record Sale(
        CampaignProgress campaign,
        Buyer buyer,
        long slot,
        long price,
        boolean recorded,
        Fingerprint purchase,
        Fingerprint attempt) {

    static Sale of(CampaignProgress campaign, Buyer buyer, Claim claim, boolean recorded) {
        return new Sale(
                campaign,
                buyer,
                claim.slot(),
                claim.price(),
                recorded,
                Fingerprint.of(claim.purchaseId()),
                Fingerprint.of(claim.attemptId()));
    }

    String key() {
        return Keys.slot(campaign.id(), slot);
    }

    /** Attempts are compared, never slot numbers (law A1). */
    boolean isOf(Lock lock) {
        return attempt.equals(Fingerprint.of(lock.attemptId()));
    }

    boolean isListedAs(PurchaseEntry.Bought recent) {
        return slot == recent.slot()
                && price == recent.price()
                && campaign.id().equals(recent.campaign())
                && attempt.equals(Fingerprint.of(recent.attemptId()))
                && purchase.equals(Fingerprint.of(recent.purchaseId()));
    }

    /** Whether the campaign had moved past it before the accounts were read: it is debited then (law A5). */
    boolean wasSettledBefore() {
        return slot <= campaign.lastBeforeAccounts();
    }
}
