package dev.posse.conformance.report;

/** The clauses of {@link dev.posse.store.CasKeyValueStore}, and the protocol that rests on them. */
public enum Clause {
    /** Fresh reads. */
    S1("Fresh reads"),
    /** Add. */
    S2("Add"),
    /** Swap. */
    S3("Swap"),
    /** One winner. */
    S4("One winner"),
    /** Versions. */
    S5("Versions"),
    /** Spurious refusal. */
    S6("Spurious refusal"),
    /** Honest doubt. */
    S7("Honest doubt"),
    /** Definite failure. */
    S8("Definite failure"),
    /** No silent retry. */
    S9("No silent retry"),
    /** At most once. */
    S10("At most once"),
    /** Keys. */
    S11("Keys"),
    /** Values. */
    S12("Values"),
    /** Copies. */
    S13("Copies"),
    /** Several keys. */
    S14("Several keys"),
    /** Threads. */
    S15("Threads"),
    /** Interruption. */
    S16("Interruption"),
    /** Close. */
    S17("Close"),
    /** Nothing fades. */
    S18("Nothing fades"),
    /** Recovery. */
    S19("Recovery"),
    /** Fitness. */
    S20("Fitness"),
    /** Incarnation. */
    S21("Incarnation"),
    /** Chains. */
    S22("Chains"),
    /** No clause of its own: the purchase protocol run on the store. */
    PROTOCOL("The protocol on this store");

    private final String title;

    Clause(String title) {
        this.title = title;
    }

    /**
     * {@return the clause's heading in the contract}
     */
    public String title() {
        return title;
    }
}
