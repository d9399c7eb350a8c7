package dev.posse.document;

/** What stands at a slot: a {@link Claim} for ever, or a {@link VoidSlot} that a later attempt may swap. */
public sealed interface Slot extends Document permits Claim, VoidSlot {

    /** The documents' type. */
    String TYPE = "slot";

    /**
     * Returns whether this is the claim of a given attempt; attempts are compared, never slot numbers (law A1).
     *
     * @param attempt whose claim it would be
     * @return true if it is
     */
    default boolean isClaimOf(AttemptIdentity attempt) {
        return this instanceof Claim claim && claim.identity().equals(attempt);
    }

    /**
     * Reads a slot's document.
     *
     * @param key its key
     * @param value its bytes
     * @return the claim or void
     * @throws DocumentException if it cannot be understood
     */
    static Slot decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, fields -> read(key, fields));
    }

    private static Slot read(String key, FieldReader fields) {
        String state = fields.takeString("state");
        Slot slot = switch (state) {
            case Claim.STATE -> Claim.read(fields);
            case VoidSlot.STATE -> VoidSlot.read(fields);
            default -> throw fields.corrupt("its state is " + state + ", neither claimed nor void");
        };
        if (!slot.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + slot.key());
        }
        return slot;
    }
}
