package dev.posse.conformance.check;

import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.check.ObservedWrite.Outcome;
import dev.posse.conformance.fault.Restart;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Restarts while many threads write, the last of them just before: what was acknowledged a moment ago is there, what failed is not,
 * and no version comes back (S18, S8, S5).
 */
final class RestartUnderLoad {

    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int THREADS = 12;
    private static final int ROUNDS = 5;
    private static final int LAST_MOMENT = 40;
    private static final Duration BEFORE = Duration.ofMillis(150);
    private static final int AFTERWARDS = 40;
    private static final Duration EACH_KEY = Duration.ofMillis(80);
    private static final Duration AFTER = Duration.ofMillis(60);

    private final CheckContext context;
    private final Restart restart;
    private final String what;
    private final Queue<WritingThread> threads = new ConcurrentLinkedQueue<>();
    private boolean noticed;

    private RestartUnderLoad(CheckContext context, Restart restart, String what) {
        this.context = context;
        this.restart = restart;
        this.what = what;
    }

    static void run(CheckContext context, Restart restart, String what) throws Exception {
        if (restart.losesAll()) {
            throw new NotApplicable("the " + what + " loses the data, and the last moment with it");
        }
        RestartUnderLoad run = new RestartUnderLoad(context, restart, what);
        Rounds rounds = context.allRounds(ROUNDS, 3, TIME);
        while (rounds.next()) {
            run.round();
        }
        context.figure(what + "s", rounds.number());
        if (!run.noticed) {
            throw new NotApplicable("nothing was seen of the " + what
                    + ": no call failed while it ran; is it one of the" + " database that openStore() works on?");
        }
    }

    private void round() throws Exception {
        CasKeyValueStore store = context.store();
        Optional<String> incarnation = store.incarnation();
        List<CasKeyValueStore> clients = context.rawClients();
        // The check before this one may have restarted the database, too.
        awaitAll(clients);
        threads.clear();
        AtomicBoolean over = new AtomicBoolean();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            WritingThread thread = new WritingThread(context, clients.get(number % clients.size()));
            threads.add(thread);
            tasks.add(() -> thread.writeUntil(over));
        }
        tasks.add(() -> {
            WritingThread last = new WritingThread(context, context.rawStore());
            threads.add(last);
            try {
                Thread.sleep(BEFORE.toMillis());
                for (int write = 0; write < LAST_MOMENT; write++) {
                    last.write();
                }
                TestClassFailure.inCall("the " + what, restart::run);
                Thread.sleep(AFTER.toMillis());
            } finally {
                over.set(true);
            }
        });
        ParallelRun.all(tasks);
        noticed |= threads.stream().anyMatch(WritingThread::metTrouble);
        try {
            awaitAll(clients);
            judge(incarnation);
        } catch (DataLossException e) {
            if (restart.keepsData()) {
                throw new ClauseBroken(
                        Clause.S21, "no data was to be lost, and the store refuses because of data loss", e);
            }
            context.figure("after the " + what, "the store noticed the loss and refuses to work");
        }
    }

    /** Each client has connections of its own that broke. */
    private void awaitAll(List<CasKeyValueStore> clients) throws InterruptedException {
        for (CasKeyValueStore client : clients) {
            OutageRecovery.await(context, client);
        }
    }

    private void judge(Optional<String> incarnation) throws Exception {
        int lost = 0;
        for (WritingThread thread : threads) {
            Map<String, Entry> found = context.store()
                    .getAll(thread.writes().stream().map(ObservedWrite::key).toList());
            for (ObservedWrite write : thread.writes()) {
                Optional<Entry> there = Optional.ofNullable(found.get(write.key()));
                if (write.outcome() == Outcome.DONE && !write.isFound(there) && !thread.wroteOver(write)) {
                    lost++;
                    requireMayBeLost(write, there);
                } else if (write.outcome() != Outcome.DONE) {
                    write.requireAnswerOfItsKind(Clause.S7);
                    write.requireTruth(there);
                }
                context.count(write.outcome().words(), 1);
            }
            if (thread.fellBack().isPresent()) {
                lost++;
                requireMayBeLost(thread.fellBack().get(), Optional.empty());
            }
            requireNewVersions(thread);
        }
        context.count("lost", lost);
        if (lost > 0
                && incarnation.isPresent()
                && incarnation.equals(context.store().incarnation())) {
            throw new ClauseBroken(
                    Clause.S21, "the " + what + " lost " + lost + " acknowledged writes, and the incarnation stayed");
        }
    }

    private void requireMayBeLost(ObservedWrite write, Optional<Entry> there) {
        if (restart.keepsData()) {
            throw write.broken(
                    Clause.S18,
                    "and is gone after the " + what
                            + there.map(entry -> ": " + entry).orElse(""));
        }
    }

    /** Swaps the thread's own key on: each version is one that it never had, and none that it had is accepted. */
    private void requireNewVersions(WritingThread thread) throws Exception {
        thread.repeated().ifPresent(version -> {
            throw again(thread, version);
        });
        CasKeyValueStore store = context.store();
        Optional<Entry> there = store.get(thread.ownKey());
        if (there.isEmpty()) {
            return;
        }
        Version version = there.get().version();
        long end = System.nanoTime() + EACH_KEY.toNanos();
        for (int round = 0; round < AFTERWARDS && System.nanoTime() < end; round++) {
            version = context.swapped(store, thread.ownKey(), bytes("after " + round), version);
            requireNew(thread, version);
        }
        Version current = version;
        for (Version old : thread.lastVersions()) {
            if (!old.equals(current)
                    && context.refusing(store).swap(thread.ownKey(), bytes("must not be written"), old)
                            instanceof SwapResult.Swapped) {
                throw new ClauseBroken(
                        Clause.S5,
                        "after the " + what + " version " + old + " of " + thread.ownKey()
                                + ", spent before, was accepted");
            }
        }
    }

    private void requireNew(WritingThread thread, Version version) {
        if (thread.had(version)) {
            throw again(thread, version);
        }
    }

    private ClauseBroken again(WritingThread thread, Version version) {
        return new ClauseBroken(
                Clause.S5,
                "after the " + what + " " + thread.ownKey() + " got version " + version + ", which it had before");
    }
}
