package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

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
                        context -> histories(context, List.of(context.store()), 200)),
                required(
                        Clause.S4,
                        "there is an order that explains what the threads of two clients saw",
                        context -> histories(context, List.of(context.store(), context.second()), 200)),
                required(Clause.S4, "long values are neither torn nor mixed", ConcurrencyChecks::longValues),
                required(Clause.S14, "getAll tears nothing while others write", ConcurrencyChecks::getAllWhileWriting));
    }

    private static List<CasKeyValueStore> clients(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = new ArrayList<>(List.of(context.store()));
        context.stores().second().ifPresent(clients::add);
        context.figure("clients", clients.size());
        return clients;
    }

    private static void adds(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = clients(context);
        int rounds = context.size().rounds(200);
        for (int round = 0; round < rounds; round++) {
            String key = context.key();
            ConcurrentLinkedQueue<String> winners = new ConcurrentLinkedQueue<>();
            List<Task> tasks = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                String value = "by " + number;
                tasks.add(() -> {
                    if (store.add(key, bytes(value)) instanceof AddResult.Added) {
                        winners.add(value);
                    }
                });
            }
            ParallelRun.all(tasks);
            String winner = winners.peek();
            if (winner == null || winners.size() > 1) {
                throw new ClauseBroken(
                        Clause.S2, THREADS + " threads added " + key + " at once; answered with added: " + winners);
            }
            context.reads(context.store(), key, bytes(winner), Clause.S2);
        }
        context.figure("races", rounds);
    }

    private static void swaps(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = clients(context);
        int rounds = context.size().rounds(200);
        String key = context.key();
        context.added(context.store(), key, bytes("start"));
        int won = 0;
        for (int round = 0; round < rounds; round++) {
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
        context.figure("races", rounds);
        context.figure("won", won);
    }

    private static void counter(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = clients(context);
        int each = context.size().rounds(150);
        String key = context.key();
        context.added(context.store(), key, bytes("0"));
        Map<Version, String> versions = new ConcurrentHashMap<>();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            CasKeyValueStore store = clients.get(number % clients.size());
            tasks.add(() -> {
                for (int done = 0; done < each; done++) {
                    increment(context, store, key, versions);
                }
            });
        }
        ParallelRun.all(tasks);
        context.reads(context.store(), key, bytes(String.valueOf(THREADS * each)), Clause.S4);
        context.figure("increments", THREADS * each);
    }

    private static void increment(
            CheckContext context, CasKeyValueStore store, String key, Map<Version, String> versions) {
        // Bounded: with so many others in between, somebody else's increments would have ended long before.
        for (int attempt = 0; attempt < 100_000; attempt++) {
            Entry read = context.present(store, key);
            String next = String.valueOf(
                    Integer.parseInt(new String(read.value(), java.nio.charset.StandardCharsets.UTF_8)) + 1);
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
        context.figure("clients", clients.size());
        rounds(context, new RandomHistories(clients, THREADS, 2, 15, longest), Duration.ofSeconds(3));
    }

    private static void longValues(CheckContext context) throws Exception {
        rounds(context, new RandomHistories(clients(context), THREADS, 1, 10, 150_000), Duration.ofMillis(1500));
    }

    private static void getAllWhileWriting(CheckContext context) throws Exception {
        rounds(context, new RandomHistories(clients(context), THREADS, 8, 20, 2_000), Duration.ofMillis(1500));
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
