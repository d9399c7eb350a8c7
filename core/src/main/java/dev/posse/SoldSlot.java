package dev.posse;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A slot that was sold.
 *
 * @param campaign where
 * @param slot which, from 1
 * @param account the buyer's
 * @param purchaseId the buyer's idempotency key
 * @param price in minor units
 * @param payload the buyer's, if there was one
 * @param since when the purchase began
 */
public record SoldSlot(
        String campaign,
        long slot,
        String account,
        String purchaseId,
        long price,
        Optional<String> payload,
        Instant since) {

    /**
     * Takes what is not null.
     *
     * @param campaign where
     * @param slot which, from 1
     * @param account the buyer's
     * @param purchaseId the buyer's idempotency key
     * @param price in minor units
     * @param payload the buyer's, if there was one
     * @param since when the purchase began
     */
    public SoldSlot {
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(purchaseId, "purchaseId");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(since, "since");
    }
}
