package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainResult.Ending;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ChainedWrite.Add;
import dev.posse.store.ChainedWrite.Expect;
import dev.posse.store.ChainedWrite.Swap;
import dev.posse.store.ChainedWrite.SwapOf;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Chains of many threads and two clients on the same keys (S22). */
final class ChainRaces {

    private static final int THREADS = 6;

    private ChainRaces() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S22,
                        "of many chains at once each link happens as often as it is reported",
                        ChainRaces::counters),
                required(Clause.S22, "of many chains that begin with the same add one goes on", ChainRaces::oneGoesOn),
                required(
                        Clause.S22,
                        "whoever finds a link's write finds those of the links before it",
                        ChainRaces::inOrderForOthers));
    }

    /** Each chain counts up one key, then the other; in between single swaps count up the second one. */
    private static void counters(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = context.clients();
        String one = context.key();
        String two = context.key();
        context.added(context.store(), one, bytes("0"));
        context.added(context.store(), two, bytes("0"));
        AtomicInteger ones = new AtomicInteger();
        AtomicInteger twos = new AtomicInteger();
        AtomicInteger doubts = new AtomicInteger();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            CasKeyValueStore store = clients.get(number % clients.size());
            boolean single = number == THREADS - 1;
            Rounds rounds = context.rounds(60, 3);
            tasks.add(() -> {
                while (rounds.next()) {
                    ChainResult result = single ? countUp(store, two) : countUp(store, one, two);
                    ones.addAndGet(!single && result.happened().size() >= 2 ? 1 : 0);
                    twos.addAndGet(result.ending() instanceof Ending.Complete ? 1 : 0);
                    doubts.addAndGet(result.ending() instanceof Ending.Unknown ? 1 : 0);
                    context.count(result.ending().getClass().getSimpleName(), 1);
                }
            });
        }
        ParallelRun.all(tasks);
        requireCount(context, one, ones.get(), doubts.get(), "second links");
        requireCount(context, two, twos.get(), doubts.get(), "last links");
    }

    private static ChainResult countUp(CasKeyValueStore store, String key) {
        Entry entry = store.get(key).orElseThrow();
        return store.chain(List.of(new Swap(key, next(entry), entry.version())));
    }

    private static ChainResult countUp(CasKeyValueStore store, String one, String two) {
        Entry first = store.get(one).orElseThrow();
        Entry second = store.get(two).orElseThrow();
        return store.chain(List.of(
                new Expect(two, second.version()),
                new Swap(one, next(first), first.version()),
                new Swap(two, next(second), second.version())));
    }

    private static void requireCount(CheckContext context, String key, int reported, int doubts, String what)
            throws Exception {
        int counted = count(context.present(context.store(), key));
        if (counted < reported || counted > reported + doubts) {
            throw new ClauseBroken(
                    Clause.S22,
                    reported + " " + what + " of chains were reported, and " + key + " was counted up " + counted
                            + " times");
        }
    }

    private static byte[] next(Entry entry) {
        return bytes(String.valueOf(count(entry) + 1));
    }

    private static int count(Entry entry) {
        return Integer.parseInt(new String(entry.value(), StandardCharsets.UTF_8));
    }

    private static void oneGoesOn(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = context.clients();
        Rounds rounds = context.rounds(60, 5);
        while (rounds.next()) {
            String lock = context.key();
            String work = context.key();
            AtomicInteger complete = new AtomicInteger();
            List<Task> tasks = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                byte[] value = bytes("by " + number);
                tasks.add(() -> {
                    ChainResult result = store.chain(
                            List.of(new Add(lock, value), new Add(work, value), new SwapOf(lock, bytes("free"), 0)));
                    complete.addAndGet(result.ending() instanceof Ending.Complete ? 1 : 0);
                });
            }
            ParallelRun.all(tasks);
            // None at all may be complete: the last swap may be refused for
            // no reason, and some databases take all back.
            boolean written = context.store().get(work).isPresent();
            if (complete.get() > 1 || (complete.get() == 1 && !written)) {
                throw new ClauseBroken(
                        Clause.S22,
                        THREADS + " chains began with an add of " + lock + " at once, and " + complete
                                + " were reported as complete; the key of the second link is "
                                + (written ? "there" : "absent"));
            }
        }
        context.figure("races", rounds.number());
    }

    private static void inOrderForOthers(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = context.clients();
        CasKeyValueStore writer = clients.get(0);
        CasKeyValueStore reader = clients.get(clients.size() - 1);
        Rounds rounds = context.allRounds(Math.max(20, context.size().rounds(60)), 5);
        while (rounds.next()) {
            List<String> keys = List.of(context.key(), context.key(), context.key(), context.key());
            AtomicBoolean over = new AtomicBoolean();
            ParallelRun.all(List.of(
                    () -> {
                        try {
                            writer.chain(keys.stream()
                                    .<ChainedWrite>map(key -> new Add(key, bytes("x")))
                                    .toList());
                        } finally {
                            over.set(true);
                        }
                    },
                    () -> {
                        for (boolean last = false; !last; ) {
                            last = over.get();
                            requireBeginning(reader, keys);
                        }
                    }));
        }
        context.figure("chains", rounds.number());
    }

    /** Reads from the last to the first: once one is there, those before it are. */
    private static void requireBeginning(CasKeyValueStore reader, List<String> keys) {
        boolean found = false;
        for (int link = keys.size() - 1; link >= 0; link--) {
            boolean there = reader.get(keys.get(link)).isPresent();
            if (found && !there) {
                throw new ClauseBroken(
                        Clause.S22,
                        "the write of link " + (link + 1) + " was found, and then that of link " + link
                                + " was not there");
            }
            found |= there;
        }
    }
}
