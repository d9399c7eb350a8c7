package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.check.ObservedWrite.Outcome;
import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One fault, injected again and again into single writes: each report is compared with what another client finds. */
final class FaultInjection {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int KINDS = 4;
    /** Enough for some to be on the other side of the fault, where a database has several servers. */
    private static final int FRESH_KEYS = 40;
    /** The fault begins at once, or between the round trips of one write. */
    private static final List<Integer> ANSWERS_BEFORE = List.of(0, 1, 2);

    /**
     * A write that is over, and what must be found from now on.
     *
     * @param overwriting what another client wrote, if it did
     * @param tookEffect whether the write was ever found
     * @param seenBefore whether the other client found it, and wrote over it
     */
    private record FinishedWrite(
            ObservedWrite write, Optional<byte[]> overwriting, boolean tookEffect, boolean seenBefore) {}

    private final CheckContext context;
    private final Fault fault;
    private final BreakableStore broken;
    private final CasKeyValueStore observer;
    private final List<FinishedWrite> finished = new ArrayList<>();
    private Duration longestRecovery = Duration.ZERO;
    private long longestCall;
    private final SentOnce sentOnce;

    private FaultInjection(CheckContext context, Fault fault, BreakableStore broken) throws Exception {
        this.context = context;
        this.fault = fault;
        this.broken = broken;
        this.observer = context.store();
        this.sentOnce = new SentOnce(context, broken);
    }

    static Check.Body with(Fault fault) {
        return context -> run(context, fault);
    }

    private static void run(CheckContext context, Fault fault) throws Exception {
        BrokenConnections connections = BrokenConnections.with(context, fault);
        int each = KINDS * ANSWERS_BEFORE.size();
        Rounds all = context.allRounds(Math.max(each, context.size().rounds(each)), KINDS * 2, TIME);
        Queue<FaultInjection> made = new ConcurrentLinkedQueue<>();
        connections.all(broken -> {
            FaultInjection one = new FaultInjection(context, fault, broken);
            made.add(one);
            one.take(all);
        });
        context.figure(
                "writes", made.stream().mapToInt(one -> one.finished.size()).sum());
        context.figure(
                "longest call ms",
                made.stream().mapToLong(one -> one.longestCall).max().orElse(0) / 1_000_000);
        context.figure(
                "longest recovery ms",
                made.stream()
                        .mapToLong(one -> one.longestRecovery.toMillis())
                        .max()
                        .orElse(0));
        if (made.stream()
                .flatMap(one -> one.finished.stream())
                .allMatch(one -> one.write().outcome() == Outcome.DONE)) {
            throw new NotApplicable("nothing was seen of " + fault + ": each of " + all.number()
                    + " writes was answered as on a whole connection");
        }
    }

    private void take(Rounds all) throws Exception {
        requireEffect();
        for (int number = all.take(); number > 0; number = all.take()) {
            int round = number - 1;
            one(round % 2 == 0, round / 2 % 2 == 0, ANSWERS_BEFORE.get(round / KINDS % ANSWERS_BEFORE.size()));
        }
        sentOnce.require();
        // Longer than any write can have been on its way: what has not landed now never will.
        for (FinishedWrite one : finished) {
            requireLasting(one);
        }
    }

    /**
     * Requires that the fault changes something. A store that takes a lost answer for a success is as quick to write as one
     * whose connection is whole; but neither it nor a cache can know what another client has just written.
     */
    private void requireEffect() throws Exception {
        if (fault == Fault.CUT_AFTER_SENDING) {
            // A read that lost its answer may be sent again, and is answered then.
            return;
        }
        broken.connection().inject(fault);
        boolean changed = false;
        try {
            for (int number = 0; number < FRESH_KEYS && !changed; number++) {
                String key = context.key();
                context.added(observer, key, bytes("fresh " + key));
                changed = !readsFresh(key, bytes("fresh " + key));
            }
        } finally {
            broken.connection().mend();
        }
        if (!changed) {
            throw new TestClassFailure("inject(" + fault + ") changed nothing: " + FRESH_KEYS + " keys that another"
                    + " client had just written were read meanwhile; does the store of openBreakable() reach its"
                    + " database over this connection, and not past it?");
        }
        OutageRecovery.await(context, broken.store());
    }

    private boolean readsFresh(String key, byte[] value) {
        try {
            Optional<Entry> found = broken.store().get(key);
            return found.isPresent() && Arrays.equals(found.get().value(), value);
        } catch (StoreException e) {
            return false;
        }
    }

    private void one(boolean add, boolean contended, int afterAnswers) throws Exception {
        String key = context.key();
        String readable = context.key();
        byte[] value = sentOnce.value("in doubt " + key);
        Version before = add ? new Version("none") : context.added(observer, key, bytes("before"));
        context.added(observer, readable, bytes("readable"));
        readsWhole(readable);
        CompetingWriter competitor = new CompetingWriter(observer, key, value, bytes("competing " + key));
        broken.connection().inject(fault, afterAnswers);
        ObservedWrite write;
        try {
            boolean held = fault == Fault.DELAY_REQUESTS || fault == Fault.DELAY_ONE_REQUEST;
            Thread watching = contended && !held ? competitor.start() : new Thread();
            write = add
                    ? ObservedWrite.ofAdd(broken.store(), key, value.clone())
                    : ObservedWrite.ofSwap(broken.store(), key, value.clone(), before);
            competitor.callEnded();
            watching.join();
            if (contended && held) {
                competitor.writeFirst();
            }
            readsTruly(readable, afterAnswers);
        } finally {
            broken.connection().mend();
        }
        Duration recovery = OutageRecovery.await(context, broken.store(), readable);
        longestRecovery = OutageRecovery.longer(recovery, longestRecovery);
        readsWhole(readable);
        finish(write, competitor, afterAnswers);
    }

    /** On a whole connection; with the short time-out that this store has, a busy machine can be too slow now and then. */
    private void readsWhole(String readable) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                context.reads(broken.store(), readable, bytes("readable"), Clause.S1);
                return;
            } catch (StoreException e) {
                if (attempt == CheckContext.TRIES) {
                    throw e;
                }
                OutageRecovery.await(context, broken.store());
            }
        }
    }

    /** A read either fails or is right; an answer that is late must not be taken for that of a later question. */
    private void readsTruly(String readable, int afterAnswers) throws Exception {
        if (fault != Fault.CUT_BEFORE_SENDING && fault != Fault.CUT_AFTER_SENDING) {
            return;
        }
        try {
            context.reads(broken.store(), readable, bytes("readable"), Clause.S1);
        } catch (StoreException e) {
            context.count("failed reads", 1);
            return;
        }
        if (fault == Fault.CUT_BEFORE_SENDING && afterAnswers == 0) {
            throw new ClauseBroken(Clause.S1, "get was answered though the database cannot be reached: from what?");
        }
    }

    private void finish(ObservedWrite write, CompetingWriter competitor, int afterAnswers) throws Exception {
        write.requireAnswerOfItsKind(fault == Fault.CUT_BEFORE_SENDING ? Clause.S8 : Clause.S7);
        longestCall = Math.max(longestCall, write.nanos());
        if (write.nanos() > context.longestCall().toNanos()) {
            throw write.broken(Clause.S15, "after " + write.nanos() / 1_000_000 + " ms");
        }
        if (write.outcome() == Outcome.REFUSED && fault != Fault.CUT_AFTER_SENDING && afterAnswers == 0) {
            throw write.broken(Clause.S7, "and no answer of the database can have reached it (" + fault + ")");
        }
        Optional<Entry> found = observer.get(write.key());
        boolean tookEffect = competitor.sawIt() || write.isFound(found);
        write.requireTruth(tookEffect, found);
        FinishedWrite one = new FinishedWrite(write, competitor.value(), tookEffect, competitor.sawIt());
        requireLasting(one);
        finished.add(one);
        String landed = write.outcome() == Outcome.UNKNOWN ? tookEffect ? ", took effect" : ", did not" : "";
        context.count(write.outcome().words() + landed, 1);
    }

    private void requireLasting(FinishedWrite one) {
        ObservedWrite write = one.write();
        Optional<Entry> found = observer.get(write.key());
        if (one.overwriting().isPresent()) {
            if (write.isFound(found)) {
                Clause clause = one.seenBefore() ? Clause.S10 : write.isAdd() ? Clause.S2 : Clause.S3;
                throw write.broken(
                        clause,
                        one.seenBefore()
                                ? "took effect, was written over by another client, and took effect again"
                                : "came after another client's write, and wrote over it");
            }
        } else if (one.tookEffect() || write.outcome() != Outcome.UNKNOWN) {
            write.requireTruth(write.isFound(found), found);
        }
    }
}
