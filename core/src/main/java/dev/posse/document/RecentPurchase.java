package dev.posse.document;

import java.util.Optional;

/**
 * A settled purchase that its account still remembers, with the terms that the same id must come with again.
 *
 * @param purchaseId the caller's idempotency key
 * @param attemptId the attempt that won
 * @param campaign where
 * @param slot which slot
 * @param price in minor units
 * @param payloadDigest SHA-256 of the payload's UTF-8, in hex, if there was a payload
 * @param unknown fields of a newer release
 */
public record RecentPurchase(
        String purchaseId,
        String attemptId,
        String campaign,
        long slot,
        long price,
        Optional<String> payloadDigest,
        UnknownFields unknown) {

    static RecentPurchase of(Lock lock) {
        return new RecentPurchase(
                lock.purchaseId(),
                lock.attemptId(),
                lock.campaign(),
                lock.slot(),
                lock.price(),
                lock.payload().map(Digests::sha256),
                UnknownFields.NONE);
    }

    static RecentPurchase read(FieldReader fields) {
        return new RecentPurchase(
                fields.takeString("purchase"),
                fields.takeString("attempt"),
                fields.takeId("campaign"),
                fields.takeLong("slot", 1),
                fields.takeLong("price", 1),
                fields.takeOptionalString("payloadSha256"),
                fields.takeRest());
    }

    void write(FieldWriter fields) {
        fields.put("purchase", purchaseId)
                .put("attempt", attemptId)
                .put("campaign", campaign)
                .put("slot", slot)
                .put("price", price)
                .put("payloadSha256", payloadDigest)
                .putRest(unknown);
    }
}
