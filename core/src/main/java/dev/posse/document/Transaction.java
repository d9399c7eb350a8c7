package dev.posse.document;

import java.time.Instant;

/**
 * The record of a sale: a copy of the claim's facts, and who recorded it. Added once, never changed.
 *
 * @param claim the claim's facts and unknown fields
 * @param recordedBy the node that wrote it
 * @param recordedAt when
 */
public record Transaction(Claim claim, String recordedBy, Instant recordedAt) implements Document {

    private static final String TYPE = "transaction";

    @Override
    public String key() {
        return Keys.transaction(claim.campaign(), claim.slot());
    }

    @Override
    public byte[] encode() {
        FieldWriter fields = FieldWriter.ofDocument(TYPE);
        claim.writeFacts(fields);
        return fields.put("recordedBy", recordedBy)
                .put("recordedAt", recordedAt)
                .putRest(claim.unknown())
                .toBytes();
    }

    /**
     * Reads a transaction's document.
     *
     * @param key its key
     * @param value its bytes
     * @return the transaction
     * @throws DocumentException if it cannot be understood
     */
    public static Transaction decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, fields -> read(key, fields));
    }

    static Transaction read(String key, FieldReader fields) {
        Claim facts = Claim.readFacts(fields);
        String recordedBy = fields.takeString("recordedBy");
        Instant recordedAt = fields.takeInstant("recordedAt");
        Transaction transaction = new Transaction(facts.with(fields.takeRest()), recordedBy, recordedAt);
        if (!transaction.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + transaction.key());
        }
        return transaction;
    }
}
