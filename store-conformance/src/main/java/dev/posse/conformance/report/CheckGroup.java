package dev.posse.conformance.report;

/** Checks that belong together, in the order in which they are made. */
public enum CheckGroup {
    /** Every result of every operation. */
    ONE_THREAD("One client, one thread"),
    /** Many threads on few keys. */
    CONCURRENCY("Many threads, judged by an order that explains what they saw"),
    /** What one writes, the other reads. */
    TWO_CLIENTS("Two clients of one database"),
    /** Many, virtual, interrupted and late callers. */
    CALLERS("Callers of all kinds"),
    /** Reports of writes over a broken connection. */
    HONEST_DOUBT("Honest doubt"),
    /** Conditional writes that are handed over at once. */
    CHAINS("Chains"),
    /** The purchase protocol, on this store. */
    PROTOCOL("The protocol on this store"),
    /** What outlasts the run, and a restart. The last one: the stores of the run are closed behind it. */
    DURABILITY("What lasts");

    private final String title;

    CheckGroup(String title) {
        this.title = title;
    }

    /**
     * {@return what the checks have in common, in a few words}
     */
    public String title() {
        return title;
    }
}
