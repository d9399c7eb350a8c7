package dev.posse.conformance;

import java.util.ArrayList;
import java.util.List;

/** Checks that belong together. */
enum CheckGroup {
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
    /** The purchase protocol, on this store. */
    PROTOCOL("The protocol on this store"),
    /** What outlasts the run, and a restart. The last one: the stores of the run are closed behind it. */
    DURABILITY("What lasts");

    private final String title;

    CheckGroup(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<Check> checks() {
        return switch (this) {
            case ONE_THREAD -> oneThread();
            case CONCURRENCY -> ConcurrencyChecks.checks();
            case TWO_CLIENTS -> TwoClientChecks.checks();
            case CALLERS -> CallerChecks.checks();
            case HONEST_DOUBT -> HonestDoubtChecks.checks();
            case PROTOCOL -> ProtocolChecks.checks();
            case DURABILITY -> DurabilityChecks.checks();
        };
    }

    private static List<Check> oneThread() {
        List<Check> checks = new ArrayList<>(AddAndSwapChecks.checks());
        checks.addAll(VersionChecks.checks());
        checks.addAll(KeyChecks.checks());
        checks.addAll(ValueChecks.checks());
        checks.addAll(GetAllChecks.checks());
        return checks;
    }
}
