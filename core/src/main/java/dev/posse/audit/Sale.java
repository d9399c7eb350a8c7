package dev.posse.audit;

import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.PurchaseEntry;

/**
 * What an audit keeps of a claim: with its two fingerprints about 120 bytes.
 *
 * @param account who bought it
 * @param campaign whose slot it is
 * @param slot its number
 * @param price in minor units
 * @param recorded whether its transaction was there
 * @param purchase of the purchase id
 * @param attempt of the attempt id
 */
record Sale(
        String account,
        String campaign,
        long slot,
        long price,
        boolean recorded,
        Fingerprint purchase,
        Fingerprint attempt) {

    /** The ids are those that the buyer and the campaign keep anyway: a million sales do not keep a million copies. */
    static Sale of(String account, String campaign, Claim claim, boolean recorded) {
        return new Sale(
                account,
                campaign,
                claim.slot(),
                claim.price(),
                recorded,
                Fingerprint.of(claim.purchaseId()),
                Fingerprint.of(claim.attemptId()));
    }

    String key() {
        return Keys.slot(campaign, slot);
    }

    String transactionKey() {
        return Keys.transaction(campaign, slot);
    }

    /** Attempts are compared, never slot numbers (law A1); both are of one account. */
    boolean isOf(Lock lock) {
        return attempt.equals(Fingerprint.of(lock.attemptId())) && purchase.equals(Fingerprint.of(lock.purchaseId()));
    }

    boolean isListedAs(PurchaseEntry.Bought recent) {
        return slot == recent.slot()
                && price == recent.price()
                && campaign.equals(recent.campaign())
                && attempt.equals(Fingerprint.of(recent.attemptId()))
                && purchase.equals(Fingerprint.of(recent.purchaseId()));
    }
}
