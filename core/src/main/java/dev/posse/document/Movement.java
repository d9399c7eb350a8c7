package dev.posse.document;

/**
 * A deposit or withdrawal that its account still remembers, so that the same one asked again is not done twice.
 *
 * @param id the caller's idempotency key
 * @param kind which of the two
 * @param amount in minor units
 * @param unknown fields of a newer release
 */
public record Movement(String id, Kind kind, long amount, UnknownFields unknown) {

    /** The two ways in which a balance changes without a sale. */
    public enum Kind {
        /** Money comes in. */
        DEPOSIT,
        /** Money goes out. */
        WITHDRAWAL
    }

    /**
     * Makes a movement that this release knows completely.
     *
     * @param id the caller's idempotency key
     * @param kind which of the two
     * @param amount in minor units
     */
    public Movement(String id, Kind kind, long amount) {
        this(id, kind, amount, UnknownFields.NONE);
    }

    /**
     * Tells whether the same id came with the same terms.
     *
     * @param other to compare with
     * @return true if kind and amount are equal
     */
    public boolean sameTerms(Movement other) {
        return kind == other.kind && amount == other.amount;
    }

    static Movement read(FieldReader fields) {
        String id = fields.takeString("id");
        String kind = fields.takeString("kind");
        return new Movement(
                id,
                switch (kind) {
                    case "deposit" -> Kind.DEPOSIT;
                    case "withdrawal" -> Kind.WITHDRAWAL;
                    default -> throw fields.corrupt("a movement is a deposit or a withdrawal, not a " + kind);
                },
                fields.takeLong("amount", 1),
                fields.takeRest());
    }

    void write(FieldWriter fields) {
        fields.put("id", id)
                .put("kind", kind == Kind.DEPOSIT ? "deposit" : "withdrawal")
                .put("amount", amount)
                .putRest(unknown);
    }
}
