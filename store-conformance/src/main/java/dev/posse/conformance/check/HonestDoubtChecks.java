package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.optional;
import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a store says of its writes when the connection breaks (S7 to S10), and how it mends (S19). */
final class HonestDoubtChecks {

    private HonestDoubtChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S8,
                        "cut before sending: every report is true",
                        FaultInjection.with(Fault.CUT_BEFORE_SENDING)),
                required(
                        Clause.S9,
                        "cut after sending: every report is true, and nothing is sent again",
                        FaultInjection.with(Fault.CUT_AFTER_SENDING)),
                required(
                        Clause.S7,
                        "answers delayed past the time-out: every report is true",
                        FaultInjection.with(Fault.DELAY_ANSWERS)),
                required(
                        Clause.S10,
                        "requests delayed past the time-out: every report stays true",
                        FaultInjection.with(Fault.DELAY_REQUESTS)),
                required(
                        Clause.S7,
                        "one request delayed while others pass: every report stays true",
                        FaultInjection.with(Fault.DELAY_ONE_REQUEST)),
                required(
                        Clause.S7,
                        "faults longer than the time-out while many threads write: every report stays true",
                        LongFaults::run),
                required(
                        Clause.S7,
                        "repeated faults among many threads: there is an order that explains everything",
                        RepeatedFaults::run),
                required(
                        Clause.S16,
                        "a caller that is interrupted while it waits is answered truthfully",
                        InterruptionChecks::whileWaiting),
                required(
                        Clause.S11,
                        "what must be refused is refused without the database",
                        HonestDoubtChecks::refusedUnsent),
                required(
                        Clause.S19,
                        "after an outage under load the same store works again",
                        HonestDoubtChecks::longOutage),
                optional(
                        Clause.S20,
                        "fitness answers or fails definitely when the database is away",
                        HonestDoubtChecks::fitness));
    }

    private static void refusedUnsent(CheckContext context) throws Exception {
        BreakableStore broken = context.breakable(Fault.CUT_BEFORE_SENDING);
        CasKeyValueStore store = broken.store();
        String key = context.addedKey(context.store());
        Version version = context.present(context.store(), key).version();
        byte[] tooLong = new byte[StoreLimits.MAX_VALUE_BYTES + 1];
        broken.connection().inject(Fault.CUT_BEFORE_SENDING);
        try {
            RefusedArguments.required(Clause.S11, "get of the empty key", () -> store.get(""));
            RefusedArguments.required(Clause.S11, "add of a key with a space", () -> store.add("a b", bytes("x")));
            RefusedArguments.required(Clause.S12, "add of a too long value", () -> store.add(context.key(), tooLong));
            RefusedArguments.required(Clause.S12, "swap to a too long value", () -> store.swap(key, tooLong, version));
        } finally {
            broken.connection().mend();
            OutageRecovery.await(context, store);
        }
    }

    private static void longOutage(CheckContext context) throws Exception {
        BrokenConnections connections = BrokenConnections.any(context);
        // The others let some requests pass.
        Queue<Fault> left = new ConcurrentLinkedQueue<>(
                List.of(Fault.CUT_BEFORE_SENDING, Fault.DELAY_ANSWERS, Fault.DELAY_REQUESTS));
        left.retainAll(connections.first().connection().faults());
        if (left.isEmpty()) {
            throw new NotApplicable("the connection cannot be cut off, and nothing on it delayed: see faults()");
        }
        connections.all(broken -> {
            for (Fault fault = left.poll(); fault != null; fault = left.poll()) {
                broken.connection().inject(fault);
                try {
                    hammer(context, broken.store(), context.size().time(Duration.ofMillis(700)));
                } finally {
                    broken.connection().mend();
                }
                Duration recovery = OutageRecovery.await(context, broken.store());
                context.figure("recovery after " + fault + " ms", recovery.toMillis());
            }
        });
    }

    /** Keeps asking while nothing works: back-off and pools must not run away. */
    private static void hammer(CheckContext context, CasKeyValueStore store, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            tasks.add(() -> {
                while (System.nanoTime() < end) {
                    try {
                        store.get(context.key());
                    } catch (StoreException e) {
                        Thread.sleep(5);
                    }
                }
            });
        }
        ParallelRun.all(tasks);
    }

    private static void fitness(CheckContext context) throws Exception {
        BreakableStore broken = context.breakable(Fault.CUT_BEFORE_SENDING);
        broken.connection().inject(Fault.CUT_BEFORE_SENDING);
        try {
            context.figure("findings", broken.store().fitness().findings().size());
        } catch (StoreException e) {
            context.figure("findings", "refused with " + e.getClass().getSimpleName());
        } finally {
            broken.connection().mend();
            OutageRecovery.await(context, broken.store());
        }
        Optional<Entry> unaffected = context.store().get(context.addedKey(context.patient(broken.store())));
        if (unaffected.isEmpty()) {
            throw new ClauseBroken(Clause.S1, "another client does not find what was acknowledged");
        }
    }
}
