package dev.posse.document;

import java.time.Instant;
import java.util.Optional;

/** What became of a purchase id, for ever: it has bought a slot, or it was called off and never buys. */
public sealed interface PurchaseEntry extends AccountEntry {

    /**
     * A settled purchase, with the terms that the same id must come with again.
     *
     * @param number its running number, from 1
     * @param purchaseId the caller's idempotency key
     * @param attemptId the attempt that won
     * @param campaign where
     * @param slot which slot
     * @param price in minor units
     * @param payloadDigest SHA-256 of the payload's UTF-8, in hex, if there was a payload
     * @param at when the winning driver began
     * @param unknown fields of a newer release
     */
    record Bought(
            long number,
            String purchaseId,
            String attemptId,
            String campaign,
            long slot,
            long price,
            Optional<String> payloadDigest,
            Instant at,
            UnknownFields unknown)
            implements PurchaseEntry {

        static Bought of(long number, Lock lock) {
            return new Bought(
                    number,
                    lock.purchaseId(),
                    lock.attemptId(),
                    lock.campaign(),
                    lock.slot(),
                    lock.price(),
                    lock.payload().map(Digests::sha256),
                    lock.since(),
                    UnknownFields.NONE);
        }

        @Override
        public String id() {
            return purchaseId;
        }
    }

    /**
     * A purchase id that was called off, whether it had been seen before or not.
     *
     * @param number its running number, from 1
     * @param purchaseId the caller's idempotency key
     * @param at when it was called off
     * @param unknown fields of a newer release
     */
    record CalledOff(long number, String purchaseId, Instant at, UnknownFields unknown) implements PurchaseEntry {

        @Override
        public String id() {
            return purchaseId;
        }
    }

    /**
     * Names the purchase.
     *
     * @return the caller's idempotency key
     */
    String purchaseId();

    /**
     * Leaves the fields of a newer release.
     *
     * @return what this release does not know
     */
    UnknownFields unknown();

    /**
     * Returns whether another entry states the same. Unknown fields do not count: a newer release may have added some to the
     * copy.
     *
     * @param other to compare with
     * @return true if all known facts are equal
     */
    default boolean sameFacts(PurchaseEntry other) {
        return without(this).equals(without(other));
    }

    private static PurchaseEntry without(PurchaseEntry entry) {
        return entry instanceof Bought bought
                ? new Bought(
                        bought.number,
                        bought.purchaseId,
                        bought.attemptId,
                        bought.campaign,
                        bought.slot,
                        bought.price,
                        bought.payloadDigest,
                        bought.at,
                        UnknownFields.NONE)
                : new CalledOff(entry.number(), entry.purchaseId(), entry.at(), UnknownFields.NONE);
    }

    /** Reads the facts, and keeps all that the caller has not taken before as unknown. */
    static PurchaseEntry read(FieldReader fields) {
        long number = fields.takeLong("number", 1);
        String state = fields.takeString("state");
        return switch (state) {
            case "bought" ->
                new Bought(
                        number,
                        fields.takeId("purchase"),
                        fields.takeString("attempt"),
                        fields.takeId("campaign"),
                        fields.takeLong("slot", 1),
                        fields.takeLong("price", 1),
                        fields.takeOptionalString("payloadSha256"),
                        fields.takeInstant("at"),
                        fields.takeRest());
            case "calledOff" ->
                new CalledOff(number, fields.takeId("purchase"), fields.takeInstant("at"), fields.takeRest());
            default -> throw fields.corrupt("a purchase was bought or calledOff, not " + state);
        };
    }

    @Override
    default void write(FieldWriter fields) {
        fields.put("number", number());
        if (this instanceof Bought bought) {
            fields.put("state", "bought")
                    .put("purchase", bought.purchaseId)
                    .put("attempt", bought.attemptId)
                    .put("campaign", bought.campaign)
                    .put("slot", bought.slot)
                    .put("price", bought.price)
                    .put("payloadSha256", bought.payloadDigest);
        } else {
            fields.put("state", "calledOff").put("purchase", purchaseId());
        }
        fields.put("at", at()).putRest(unknown());
    }
}
