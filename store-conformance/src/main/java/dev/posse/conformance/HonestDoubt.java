package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.optional;
import static dev.posse.conformance.Check.required;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a store says of its writes when the connection breaks (S7 to S10), and how it mends (S19). */
final class HonestDoubt {

    private HonestDoubt() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S8, "cut before sending: every report is true", Doubt.with(Fault.CUT_BEFORE_SENDING)),
                required(
                        Clause.S9,
                        "cut after sending: every report is true, and nothing is sent again",
                        Doubt.with(Fault.CUT_AFTER_SENDING)),
                required(
                        Clause.S7,
                        "answers delayed past the time-out: every report is true",
                        Doubt.with(Fault.DELAY_ANSWERS)),
                required(
                        Clause.S10,
                        "requests delayed past the time-out: every report stays true",
                        Doubt.with(Fault.DELAY_REQUESTS)),
                required(
                        Clause.S7,
                        "a storm of faults among many threads: there is an order that explains everything",
                        Storm::run),
                required(
                        Clause.S16,
                        "a caller that is interrupted while it waits is answered truthfully",
                        HonestDoubt::interruptedWhileWaiting),
                required(
                        Clause.S11, "what must be refused is refused without the database", HonestDoubt::refusedUnsent),
                required(Clause.S19, "after an outage under load the same store works again", HonestDoubt::longOutage),
                optional(
                        Clause.S20,
                        "fitness answers or fails definitely when the database is away",
                        HonestDoubt::fitness));
    }

    private static void interruptedWhileWaiting(Bench bench) throws Exception {
        BreakableStore broken = bench.breakable(Fault.DELAY_ANSWERS);
        for (int round = 0; round < bench.size().rounds(4) + 1; round++) {
            boolean add = round % 2 == 0;
            String key = bench.key();
            Version before = add ? new Version("none") : bench.added(bench.store(), key, bytes("before"));
            bench.present(broken.store(), bench.addedKey(bench.store()));
            List<WriteReport> reports = new ArrayList<>();
            boolean[] kept = {false};
            broken.connection().inject(Fault.DELAY_ANSWERS);
            Thread caller = new Thread(() -> {
                reports.add(
                        add
                                ? WriteReport.ofAdd(broken.store(), key, bytes("interrupted"))
                                : WriteReport.ofSwap(broken.store(), key, bytes("interrupted"), before));
                kept[0] = Thread.currentThread().isInterrupted();
            });
            caller.setDaemon(true);
            try {
                caller.start();
                // Time to send; an interruption that comes earlier or later is answered as truthfully.
                Thread.sleep(5);
                caller.interrupt();
                caller.join(bench.longestCall().toMillis() * 2);
            } finally {
                broken.connection().mend();
            }
            if (caller.isAlive()) {
                throw new ClauseBroken(Clause.S15, "an interrupted caller still waits after twice the longest call");
            }
            Mending.await(bench, broken.store());
            WriteReport report = reports.get(0);
            report.requireAnswerOfItsKind();
            report.requireTruth(bench.store().get(key));
            bench.count(report.outcome().words(), 1);
            if (!kept[0]) {
                throw report.broken(Clause.S16, "and took the interrupted status of its caller away");
            }
        }
    }

    private static void refusedUnsent(Bench bench) throws Exception {
        BreakableStore broken = bench.breakable(Fault.CUT_BEFORE_SENDING);
        CasKeyValueStore store = broken.store();
        String key = bench.addedKey(bench.store());
        Version version = bench.present(bench.store(), key).version();
        byte[] tooLong = new byte[StoreLimits.MAX_VALUE_BYTES + 1];
        broken.connection().inject(Fault.CUT_BEFORE_SENDING);
        try {
            Refusal.required(Clause.S11, "get of the empty key", () -> store.get(""));
            Refusal.required(Clause.S11, "add of a key with a space", () -> store.add("a b", bytes("x")));
            Refusal.required(Clause.S12, "add of a too long value", () -> store.add(bench.key(), tooLong));
            Refusal.required(Clause.S12, "swap to a too long value", () -> store.swap(key, tooLong, version));
        } finally {
            broken.connection().mend();
            Mending.await(bench, store);
        }
    }

    private static void longOutage(Bench bench) throws Exception {
        Duration longest = Duration.ZERO;
        for (Fault fault : Fault.values()) {
            Optional<BreakableStore> breakable = bench.stores().breakable();
            if (fault == Fault.CUT_AFTER_SENDING
                    || breakable.isEmpty()
                    || !breakable.get().connection().faults().contains(fault)) {
                continue;
            }
            BreakableStore broken = bench.breakable(fault);
            broken.connection().inject(fault);
            try {
                hammer(bench, broken.store(), bench.size().time(Duration.ofSeconds(1)));
            } finally {
                broken.connection().mend();
            }
            Duration mending = Mending.await(bench, broken.store());
            bench.figure("mending after " + fault + " ms", mending.toMillis());
            longest = Mending.longer(mending, longest);
        }
        if (bench.stores().breakable().isEmpty()) {
            bench.breakable(Fault.CUT_BEFORE_SENDING);
        }
        bench.figure("longest mending ms", longest.toMillis());
    }

    /** Keeps asking while nothing works: back-off and pools must not run away. */
    private static void hammer(Bench bench, CasKeyValueStore store, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            jobs.add(() -> {
                while (System.nanoTime() < end) {
                    try {
                        store.get(bench.key());
                    } catch (StoreException e) {
                        Thread.sleep(5);
                    }
                }
            });
        }
        Crew.together(jobs);
    }

    private static void fitness(Bench bench) throws Exception {
        BreakableStore broken = bench.breakable(Fault.CUT_BEFORE_SENDING);
        broken.connection().inject(Fault.CUT_BEFORE_SENDING);
        try {
            bench.figure("findings", broken.store().fitness().findings().size());
        } catch (StoreException e) {
            bench.figure("findings", "refused with " + e.getClass().getSimpleName());
        } finally {
            broken.connection().mend();
            Mending.await(bench, broken.store());
        }
        Optional<Entry> unaffected = bench.store().get(bench.addedKey(broken.store()));
        if (unaffected.isEmpty()) {
            throw new ClauseBroken(Clause.S1, "another client does not find what was acknowledged");
        }
    }
}
