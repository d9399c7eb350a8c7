package dev.posse.conformance;

import java.util.ArrayList;
import java.util.List;

/** Checks that belong together. */
enum Chapter {
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
    LIFETIME("What lasts");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<Check> checks() {
        return switch (this) {
            case ONE_THREAD -> oneThread();
            case CONCURRENCY -> Concurrency.checks();
            case TWO_CLIENTS -> TwoClients.checks();
            case CALLERS -> Callers.checks();
            case HONEST_DOUBT -> HonestDoubt.checks();
            case PROTOCOL -> Protocol.checks();
            case LIFETIME -> Lifetime.checks();
        };
    }

    private static List<Check> oneThread() {
        List<Check> checks = new ArrayList<>(AddAndSwap.checks());
        checks.addAll(VersionChecks.checks());
        checks.addAll(KeyChecks.checks());
        checks.addAll(ValueChecks.checks());
        checks.addAll(SeveralKeys.checks());
        return checks;
    }
}
