package dev.posse.document;

import java.time.Instant;
import java.util.Optional;

/**
 * A sold slot; it never changes. It holds nothing that depends on who writes it: every helper writes the same bytes.
 *
 * @param campaign whose slot it is
 * @param slot its number, from 1
 * @param account the buyer
 * @param purchaseId the buyer's idempotency key
 * @param attemptId the attempt that won
 * @param price in minor units
 * @param payload the buyer's
 * @param since when the winning driver began
 * @param unknown fields of a newer release, from the lock
 */
public record Claim(
        String campaign,
        long slot,
        String account,
        String purchaseId,
        String attemptId,
        long price,
        Optional<String> payload,
        Instant since,
        UnknownFields unknown)
        implements Slot {

    static final String STATE = "claimed";

    @Override
    public String key() {
        return Keys.slot(campaign, slot);
    }

    @Override
    public byte[] encode() {
        FieldWriter fields = FieldWriter.ofDocument(TYPE).put("state", STATE);
        writeFacts(fields);
        return fields.putRest(unknown).toBytes();
    }

    /**
     * Names the attempt that won.
     *
     * @return whose claim this is
     */
    public AttemptIdentity identity() {
        return new AttemptIdentity(account, purchaseId, attemptId);
    }

    /**
     * Returns whether another claim, or the copy in a transaction, states the same facts. Unknown fields do not count: a
     * newer release may have added some to the copy.
     *
     * @param other to compare with
     * @return true if all known facts are equal
     */
    public boolean sameFacts(Claim other) {
        return campaign.equals(other.campaign)
                && slot == other.slot
                && account.equals(other.account)
                && purchaseId.equals(other.purchaseId)
                && attemptId.equals(other.attemptId)
                && price == other.price
                && payload.equals(other.payload);
    }

    /** Reads the facts, and keeps all that the caller has not taken before as unknown. */
    static Claim read(FieldReader fields) {
        return readFacts(fields).with(fields.takeRest());
    }

    static Claim readFacts(FieldReader fields) {
        return new Claim(
                fields.takeId("campaign"),
                fields.takeLong("slot", 1),
                fields.takeId("account"),
                fields.takeId("purchase"),
                fields.takeString("attempt"),
                fields.takeLong("price", 1),
                fields.takeOptionalString("payload"),
                fields.takeInstant("since"),
                UnknownFields.NONE);
    }

    Claim with(UnknownFields fields) {
        return fields.equals(unknown)
                ? this
                : new Claim(campaign, slot, account, purchaseId, attemptId, price, payload, since, fields);
    }

    void writeFacts(FieldWriter fields) {
        fields.put("campaign", campaign)
                .put("slot", slot)
                .put("account", account)
                .put("purchase", purchaseId)
                .put("attempt", attemptId)
                .put("price", price)
                .put("payload", payload)
                .put("since", since);
    }
}
