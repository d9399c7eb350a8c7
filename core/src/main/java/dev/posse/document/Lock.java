package dev.posse.document;

import dev.posse.store.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * An account's written intent to buy one slot. It names the one conditional write, the <em>shot</em>, that can make the
 * attempt win, and carries all that somebody else needs to finish the purchase.
 *
 * @param campaign whose slot it is
 * @param slot its number, from 1
 * @param replaces the version of the void that stands there and is to be swapped, or empty if the slot is to be added
 * @param purchaseId the caller's idempotency key
 * @param attemptId the driver's own id for this try
 * @param price in minor units
 * @param payload the buyer's, handed on to the claim
 * @param since when the driver began
 * @param unknown fields of a newer release
 */
public record Lock(
        String campaign,
        long slot,
        Optional<Version> replaces,
        String purchaseId,
        String attemptId,
        long price,
        Optional<String> payload,
        Instant since,
        UnknownFields unknown) {

    /**
     * Aims the same attempt at another slot state (D3b).
     *
     * @param nextSlot its number
     * @param nextReplaces the void to be swapped, or empty
     * @return the lock with that aim
     */
    public Lock aimedAt(long nextSlot, Optional<Version> nextReplaces) {
        return new Lock(campaign, nextSlot, nextReplaces, purchaseId, attemptId, price, payload, since, unknown);
    }

    /**
     * Makes the claim that this lock describes, exactly (law A6).
     *
     * @param account whose lock this is
     * @return the claim
     */
    public Claim claim(String account) {
        return new Claim(campaign, slot, account, purchaseId, attemptId, price, payload, since, unknown);
    }

    /**
     * Names the attempt that wants to buy.
     *
     * @param account whose lock this is
     * @return whose lock and, if it wins, claim this is
     */
    public AttemptIdentity identity(String account) {
        return new AttemptIdentity(account, purchaseId, attemptId);
    }

    static Lock read(FieldReader fields) {
        return new Lock(
                fields.takeId("campaign"),
                fields.takeLong("slot", 1),
                fields.takeOptionalVersion("replaces"),
                fields.takeId("purchase"),
                fields.takeString("attempt"),
                fields.takeLong("price", 1),
                fields.takeOptionalString("payload"),
                fields.takeInstant("since"),
                fields.takeRest());
    }

    void write(FieldWriter fields) {
        fields.put("campaign", campaign)
                .put("slot", slot)
                .put("replaces", replaces.map(Version::text))
                .put("purchase", purchaseId)
                .put("attempt", attemptId)
                .put("price", price)
                .put("payload", payload)
                .put("since", since)
                .putRest(unknown);
    }
}
