package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads on few keys, of one client and of two. */
final class ConcurrencyChecks {

    private static final int THREADS = 6;

    private ConcurrencyChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S2,
                        "of many adds at once, one is answered with added, and it stays",
                        ConcurrencyChecks::adds),
                required(Clause.S4, "of many swaps from one version at once, one wins", ConcurrencyChecks::swaps),
                required(Clause.S4, "no increment of a counter is lost", ConcurrencyChecks::counter),
                required(
                        Clause.S4,
                        "there is an order that explains what all threads saw",
                        context -> histories(context, List.of(context.rawStore()), 200)),
                required(
                        Clause.S4,
                        "there is an order that explains what the threads of two clients saw",
                        context -> histories(context, List.of(context.rawStore(), context.rawSecond()), 200)),
                required(Clause.S4, "long values are neither torn nor mixed", ConcurrencyChecks::longValues),
                required(Clause.S14, "getAll tears nothing while others write", ConcurrencyChecks::getAllWhileWriting));
    }

    private static void adds(CheckContext context) throws Exception {
        Rounds rounds = context.rounds(200, 10);
        while (rounds.next()) {
            // Now and then all write the same bytes: who finds them there has still not written them.
            boolean same = rounds.number() % 4 == 0;
            List<CasKeyValueStore> clients = same ? context.rawClients() : context.clients();
            String key = context.key();
            ConcurrentLinkedQueue<String> winners = new ConcurrentLinkedQueue<>();
            AtomicInteger troubles = new AtomicInteger();
            List<Task> tasks = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                String value = same ? "the same" : "by " + number;
                tasks.add(() -> {
                    if (adds(store, key, value, same ? troubles : new AtomicInteger())) {
                        winners.add(value);
                    }
                });
            }
            ParallelRun.all(tasks);
            String winner = winners.peek();
            if (winners.size() > 1 || (winner == null && troubles.get() == 0)) {
                throw new ClauseBroken(
                        Clause.S2,
                        THREADS + " threads added " + key + " at once" + (same ? ", all the same bytes" : "")
                                + "; answered with added: " + winners);
            }
            if (winner != null) {
                context.reads(context.store(), key, bytes(winner), Clause.S2);
            }
        }
        context.figure("races", rounds.number());
    }

    /** Of equal bytes nobody can tell afterwards whose they are, so a refusal or a doubt is only counted. */
    private static boolean adds(CasKeyValueStore store, String key, String value, AtomicInteger troubles) {
        try {
            return store.add(key, bytes(value)) instanceof AddResult.Added;
        } catch (StoreException | OutcomeUnknownException e) {
            if (store instanceof PatientStore) {
                throw e;
            }
            troubles.incrementAndGet();
            return false;
        }
    }

    private static void swaps(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = context.clients();
        Rounds rounds = context.rounds(200, 10);
        String key = context.key();
        context.added(context.store(), key, bytes("start"));
        int won = 0;
        while (rounds.next()) {
            int round = rounds.number();
            Entry before = context.present(context.store(), key);
            ConcurrentLinkedQueue<String> winners = new ConcurrentLinkedQueue<>();
            List<Task> tasks = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                String value = round + " by " + number;
                tasks.add(() -> {
                    if (store.swap(key, bytes(value), before.version()) instanceof SwapResult.Swapped) {
                        winners.add(value);
                    }
                });
            }
            ParallelRun.all(tasks);
            if (winners.size() > 1) {
                throw new ClauseBroken(
                        Clause.S4,
                        THREADS + " threads swapped " + key + " from version " + before.version()
                                + " at once; answered with swapped: " + winners);
            }
            String winner = winners.peek();
            context.reads(context.store(), key, winner == null ? before.value() : bytes(winner), Clause.S4);
            won += winners.size();
        }
        context.figure("races", rounds.number());
        context.figure("won", won);
    }

    private static void counter(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = context.clients();
        String key = context.key();
        context.added(context.store(), key, bytes("0 at first"));
        AtomicInteger done = new AtomicInteger();
        Map<Version, String> versions = new ConcurrentHashMap<>();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            CasKeyValueStore store = clients.get(number % clients.size());
            String by = " by " + number + ".";
            Rounds rounds = context.rounds(150, 5);
            tasks.add(() -> {
                while (rounds.next()) {
                    increment(context, store, key, by + rounds.number(), versions);
                    done.incrementAndGet();
                }
            });
        }
        ParallelRun.all(tasks);
        int counted = count(context.present(context.store(), key));
        if (counted != done.get()) {
            throw new ClauseBroken(
                    Clause.S4,
                    done + " increments of " + key + " were acknowledged, and it was counted up " + counted + " times");
        }
        context.figure("increments", counted);
    }

    private static int count(Entry entry) {
        String text = new String(entry.value(), StandardCharsets.UTF_8);
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    private static void increment(
            CheckContext context, CasKeyValueStore store, String key, String by, Map<Version, String> versions) {
        // Bounded: with so many others in between, somebody else's increments would have ended long before.
        for (int attempt = 0; attempt < 100_000; attempt++) {
            Entry read = context.present(store, key);
            // Nobody else writes the same bytes: after doubt they tell whose write it was.
            String next = count(read) + 1 + by;
            if (store.swap(key, bytes(next), read.version()) instanceof SwapResult.Swapped swapped) {
                String other = versions.putIfAbsent(swapped.version(), next);
                if (other != null) {
                    throw new ClauseBroken(
                            Clause.S5,
                            "version " + swapped.version() + " of " + key + " was given to " + other + " and to "
                                    + next);
                }
                return;
            }
            context.count("refusals", 1);
        }
        throw new ClauseBroken(Clause.S6, "an increment of " + key + " was refused 100,000 times");
    }

    private static void histories(CheckContext context, List<CasKeyValueStore> clients, int longest) throws Exception {
        rounds(context, new RandomHistories(clients, THREADS, 2, 15, longest), Duration.ofMillis(1_500));
    }

    private static void longValues(CheckContext context) throws Exception {
        rounds(
                context,
                new RandomHistories(context.rawClients(), THREADS, 1, 10, StoreLimits.MAX_VALUE_BYTES),
                Duration.ofMillis(1_200));
    }

    private static void getAllWhileWriting(CheckContext context) throws Exception {
        rounds(context, new RandomHistories(context.rawClients(), THREADS, 8, 20, 2_000), Duration.ofMillis(1_200));
    }

    /** Rounds as many as the time allows, and not fewer than five. */
    private static void rounds(CheckContext context, RandomHistories histories, Duration normally) throws Exception {
        long end = System.nanoTime() + context.size().time(normally).toNanos();
        int rounds = 0;
        while (rounds < 5 || System.nanoTime() < end) {
            histories.round(context);
            rounds++;
        }
        context.figure("rounds", rounds);
    }
}
