package dev.posse.document;

import java.time.Instant;

/**
 * A deposit or withdrawal. The same one asked again is not done twice.
 *
 * @param number its running number among the account's entries, from 1; 0 while it is only wished for
 * @param id the caller's idempotency key
 * @param kind which of the two
 * @param amount in minor units
 * @param at when it was asked for
 * @param unknown fields of a newer release
 */
public record Movement(long number, String id, Kind kind, long amount, Instant at, UnknownFields unknown)
        implements AccountEntry {

    /** The two ways in which a balance changes without a sale. */
    public enum Kind {
        /** Money comes in. */
        DEPOSIT,
        /** Money goes out. */
        WITHDRAWAL
    }

    /**
     * Makes a movement that is wished for.
     *
     * @param id the caller's idempotency key
     * @param kind which of the two
     * @param amount in minor units
     * @param at when it was asked for
     */
    public Movement(String id, Kind kind, long amount, Instant at) {
        this(0, id, kind, amount, at, UnknownFields.NONE);
    }

    /**
     * Returns whether the same id came with the same terms.
     *
     * @param other to compare with
     * @return true if kind and amount are equal
     */
    public boolean sameTerms(Movement other) {
        return kind == other.kind && amount == other.amount;
    }

    /**
     * Returns whether another entry states the same. Unknown fields do not count: a newer release may have added some to the
     * copy.
     *
     * @param other to compare with
     * @return true if all known facts are equal
     */
    public boolean sameFacts(Movement other) {
        return number == other.number && id.equals(other.id) && sameTerms(other) && at.equals(other.at);
    }

    Movement numbered(long next) {
        return new Movement(next, id, kind, amount, at, unknown);
    }

    /** Reads the facts, and keeps all that the caller has not taken before as unknown. */
    static Movement read(FieldReader fields) {
        long number = fields.takeLong("number", 1);
        String id = fields.takeId("id");
        String kind = fields.takeString("kind");
        return new Movement(
                number,
                id,
                switch (kind) {
                    case "deposit" -> Kind.DEPOSIT;
                    case "withdrawal" -> Kind.WITHDRAWAL;
                    default -> throw fields.corrupt("a movement is a deposit or a withdrawal, not a " + kind);
                },
                fields.takeLong("amount", 1),
                fields.takeInstant("at"),
                fields.takeRest());
    }

    @Override
    public void write(FieldWriter fields) {
        fields.put("number", number)
                .put("id", id)
                .put("kind", kind == Kind.DEPOSIT ? "deposit" : "withdrawal")
                .put("amount", amount)
                .put("at", at)
                .putRest(unknown);
    }
}
