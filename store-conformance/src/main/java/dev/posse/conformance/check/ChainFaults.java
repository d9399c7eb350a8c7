package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.report.Clause;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Chains over a connection that breaks: what is said of them is true, and what is made of them is a beginning (S22). */
final class ChainFaults {

    /**
     * The fault begins at once, or between the round trips of a chain that is taken one by one.
     *
     * @param answersBefore so many answers still pass
     * @param contended whether another client writes over the second key before the requests that are held back arrive
     */
    private record Moment(int answersBefore, boolean contended) {}

    /** Five round trips one by one, six where a commit follows them; what needs more is met by chance. */
    private static final List<Moment> MOMENTS = List.of(
            new Moment(0, false),
            new Moment(1, false),
            new Moment(2, false),
            new Moment(3, false),
            new Moment(4, false),
            new Moment(5, false),
            new Moment(6, false));

    private static final List<Moment> CONTENDED = List.of(new Moment(0, true), new Moment(1, true));

    private static final int BY_CHANCE = 1;
    private static final int MOST_ANSWERS = 13;

    private ChainFaults() {}

    static List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(required(
                Clause.S22,
                "cut before sending: a beginning is made, and every report is true",
                context -> run(context, Fault.CUT_BEFORE_SENDING)));
        checks.add(required(
                Clause.S22,
                "cut after sending: a beginning is made, once, and every report is true",
                context -> run(context, Fault.CUT_AFTER_SENDING)));
        checks.add(required(
                Clause.S22,
                "answers delayed past the time-out: a beginning is made, and every report is true",
                context -> run(context, Fault.DELAY_ANSWERS)));
        checks.add(required(
                Clause.S22,
                "requests delayed past the time-out: a beginning is made, now or later, and every report stays true",
                context -> run(context, Fault.DELAY_REQUESTS)));
        checks.add(required(
                Clause.S22, "a chain that cannot be is refused without the database", ChainFaults::refusedUnsent));
        return checks;
    }

    /** A chain that is over, and how much of it was found. */
    private record Finished(TakenChain chain, int made) {}

    private static void run(CheckContext context, Fault fault) throws Exception {
        BrokenConnections connections = BrokenConnections.with(context, fault);
        Queue<Moment> left = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < context.size().rounds(1); round++) {
            left.addAll(moments(context, fault));
        }
        Queue<Finished> finished = new ConcurrentLinkedQueue<>();
        connections.all(broken -> {
            for (Moment moment = left.poll(); moment != null; moment = left.poll()) {
                finished.add(one(context, broken, fault, moment));
            }
        });
        // Longer than anything can have been on its way; what was in doubt may have come further since, in order.
        for (Finished one : finished) {
            one.chain().requireTruth(context.store(), one.made());
        }
        if (finished.stream().allMatch(one -> one.chain().isComplete())) {
            throw new NotApplicable("nothing was seen of " + fault + ": each of " + finished.size()
                    + " chains was answered as on a whole connection");
        }
    }

    private static List<Moment> moments(CheckContext context, Fault fault) {
        List<Moment> moments = new ArrayList<>(MOMENTS);
        for (int number = 0; number < BY_CHANCE; number++) {
            int answers = MOMENTS.size() + context.random().nextInt(MOST_ANSWERS - MOMENTS.size());
            moments.add(new Moment(answers, false));
        }
        if (fault == Fault.DELAY_REQUESTS) {
            moments.addAll(CONTENDED);
        }
        return moments;
    }

    private static Finished one(CheckContext context, BreakableStore broken, Fault fault, Moment moment)
            throws Exception {
        CasKeyValueStore observer = context.store();
        String swapped = context.key();
        Version before = context.added(observer, swapped, bytes("before"));
        String added = context.key();
        // After each link something else is there, so that what is found tells how many there were.
        List<ChainedWrite> links = List.of(
                new Add(added, bytes("1")),
                new Swap(swapped, bytes("2"), before),
                new SwapOf(added, bytes("3"), 0),
                new Add(context.key(), bytes("4")),
                new SwapOf(swapped, bytes("5"), 1));
        // So that a connection for chains is there, and the fault does not hit the making of one.
        ChainResult unused =
                broken.store().chain(List.of(new Add(context.key(), bytes("1")), new Add(context.key(), bytes("2"))));
        broken.connection().inject(fault, moment.answersBefore());
        TakenChain taken;
        long started = BusyMachineClock.nanoTime();
        try {
            taken = TakenChain.by(broken.store(), observer, links);
            if (moment.contended()) {
                writeOver(context, taken, swapped);
            }
        } finally {
            broken.connection().mend();
        }
        long took = BusyMachineClock.nanoTime() - started;
        OutageRecovery.await(context, broken.store());
        if (took > context.longestCall().toNanos() * links.size()) {
            throw taken.broken("after " + took / 1_000_000 + " ms");
        }
        context.count(taken.ending().getClass().getSimpleName(), 1);
        return new Finished(taken, taken.requireTruth(observer));
    }

    /** What has not arrived by now finds another version than it expects, and ends the chain. */
    private static void writeOver(CheckContext context, TakenChain taken, String key) throws Exception {
        Entry there = context.present(context.store(), key);
        boolean before = Arrays.equals(there.value(), bytes("before"));
        context.swapped(context.store(), key, bytes("competing"), there.version());
        // Not the last link, which swaps the same key, unless it was made before.
        taken.writtenOver(key, bytes("competing"), before ? 1 : taken.isComplete() ? 5 : 4);
    }

    private static void refusedUnsent(CheckContext context) throws Exception {
        BreakableStore broken = context.breakable(Fault.CUT_BEFORE_SENDING);
        broken.connection().inject(Fault.CUT_BEFORE_SENDING);
        try {
            Add good = new Add(context.key(), bytes("x"));
            ChainLimitChecks.unusable(context, good)
                    .forEach(wrong -> ChainLimitChecks.requireRefused(broken.store(), wrong));
        } finally {
            broken.connection().mend();
            OutageRecovery.await(context, broken.store());
        }
    }
}
