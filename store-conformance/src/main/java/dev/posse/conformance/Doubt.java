package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;

import dev.posse.conformance.WriteReport.Outcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One fault, injected again and again into single writes: each report is compared with what another client finds. */
final class Doubt {

    private static final int KINDS = 4;
    /** The fault begins at once, or between the round trips of one write. */
    private static final List<Integer> ANSWERS_BEFORE = List.of(0, 1, 0, 2);

    /** A write that is over, and what must be found from now on; an empty rival: nobody wrote over it. */
    private record Judged(WriteReport report, Optional<byte[]> rival, boolean tookEffect) {}

    private final Bench bench;
    private final Fault fault;
    private final BreakableStore broken;
    private final CasKeyValueStore observer;
    private final List<Judged> judged = new ArrayList<>();
    private Duration longestMending = Duration.ZERO;
    private long longestCall;

    Doubt(Bench bench, Fault fault) throws Exception {
        this.bench = bench;
        this.fault = fault;
        this.broken = bench.breakable(fault);
        this.observer = bench.store();
    }

    static Check.Body with(Fault fault) {
        return bench -> new Doubt(bench, fault).run();
    }

    private void run() throws Exception {
        int each = KINDS * ANSWERS_BEFORE.size();
        int rounds = Math.max(each, bench.size().rounds(each));
        for (int round = 0; round < rounds; round++) {
            one(round % 2 == 0, round / 2 % 2 == 0, ANSWERS_BEFORE.get(round / KINDS % ANSWERS_BEFORE.size()));
        }
        bench.figure("writes", judged.size());
        bench.figure("longest call ms", longestCall / 1_000_000);
        bench.figure("longest mending ms", longestMending.toMillis());
        // Longer than any write can have been on its way: what has not landed now never will.
        for (Judged one : judged) {
            requireLasting(one);
        }
    }

    private void one(boolean add, boolean contended, int afterAnswers) throws Exception {
        String key = bench.key();
        String readable = bench.key();
        byte[] value = bytes("in doubt " + key);
        Version before = add ? new Version("none") : bench.added(observer, key, bytes("before"));
        bench.added(observer, readable, bytes("readable"));
        readsWhole(readable);
        Rival rival = new Rival(observer, key, value, bytes("rival " + key));
        broken.connection().inject(fault, afterAnswers);
        WriteReport report;
        try {
            Thread watching = contended && fault != Fault.DELAY_REQUESTS ? rival.start() : new Thread();
            report = add
                    ? WriteReport.ofAdd(broken.store(), key, value.clone())
                    : WriteReport.ofSwap(broken.store(), key, value.clone(), before);
            rival.callEnded();
            watching.join();
            if (contended && fault == Fault.DELAY_REQUESTS) {
                rival.writeFirst();
            }
            readsTruly(readable, afterAnswers);
        } finally {
            broken.connection().mend();
        }
        Duration mending = Mending.await(bench, broken.store(), readable);
        longestMending = Mending.longer(mending, longestMending);
        readsWhole(readable);
        judge(report, rival, afterAnswers);
    }

    /** On a whole connection; with the short time-out that this store has, a busy machine can be too slow now and then. */
    private void readsWhole(String readable) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                bench.reads(broken.store(), readable, bytes("readable"), Clause.S1);
                return;
            } catch (StoreException e) {
                if (attempt == Bench.TRIES) {
                    throw e;
                }
                Mending.await(bench, broken.store());
            }
        }
    }

    /** A read either fails or is right; an answer that is late must not be taken for that of a later question. */
    private void readsTruly(String readable, int afterAnswers) throws Exception {
        if (fault != Fault.CUT_BEFORE_SENDING && fault != Fault.CUT_AFTER_SENDING) {
            return;
        }
        try {
            bench.reads(broken.store(), readable, bytes("readable"), Clause.S1);
        } catch (StoreException e) {
            bench.count("failed reads", 1);
            return;
        }
        if (fault == Fault.CUT_BEFORE_SENDING && afterAnswers == 0) {
            throw new ClauseBroken(Clause.S1, "get was answered though the database cannot be reached: from what?");
        }
    }

    private void judge(WriteReport report, Rival rival, int afterAnswers) throws Exception {
        report.requireAnswerOfItsKind();
        longestCall = Math.max(longestCall, report.nanos());
        if (report.nanos() > bench.longestCall().toNanos()) {
            throw report.broken(Clause.S15, "after " + report.nanos() / 1_000_000 + " ms");
        }
        Optional<Entry> found = observer.get(report.key());
        boolean tookEffect = rival.sawIt() || report.isFound(found);
        report.requireTruth(tookEffect, found);
        if (report.outcome() == Outcome.REFUSED && fault != Fault.CUT_AFTER_SENDING && afterAnswers == 0) {
            throw report.broken(Clause.S7, "and no answer of the database can have reached it (" + fault + ")");
        }
        Judged one = new Judged(report, rival.value(), tookEffect);
        requireLasting(one);
        judged.add(one);
        String landed = report.outcome() == Outcome.UNKNOWN ? tookEffect ? ", took effect" : ", did not" : "";
        bench.count(report.outcome().words() + landed, 1);
    }

    private void requireLasting(Judged one) {
        WriteReport report = one.report();
        Optional<Entry> found = observer.get(report.key());
        if (one.rival().isPresent()) {
            if (report.isFound(found)) {
                Clause clause = one.tookEffect() ? Clause.S10 : report.isAdd() ? Clause.S2 : Clause.S3;
                throw report.broken(
                        clause,
                        one.tookEffect()
                                ? "took effect, was written over by another client, and took effect again"
                                : "came after another client's write, and wrote over it");
            }
        } else if (one.tookEffect() || report.outcome() != Outcome.UNKNOWN) {
            report.requireTruth(report.isFound(found), found);
        }
    }
}
