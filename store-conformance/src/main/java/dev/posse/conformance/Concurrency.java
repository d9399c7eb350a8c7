package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.required;

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
final class Concurrency {

    private static final int THREADS = 6;

    private Concurrency() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S2, "of many adds at once, one is answered with added, and it stays", Concurrency::adds),
                required(Clause.S4, "of many swaps from one version at once, one wins", Concurrency::swaps),
                required(Clause.S4, "no increment of a counter is lost", Concurrency::counter),
                required(
                        Clause.S4,
                        "there is an order that explains what all threads saw",
                        bench -> histories(bench, List.of(bench.store()), 200)),
                required(
                        Clause.S4,
                        "there is an order that explains what the threads of two clients saw",
                        bench -> histories(bench, List.of(bench.store(), bench.second()), 200)),
                required(Clause.S4, "long values are neither torn nor mixed", Concurrency::longValues),
                required(Clause.S14, "getAll tears nothing while others write", Concurrency::getAllWhileWriting));
    }

    private static List<CasKeyValueStore> clients(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = new ArrayList<>(List.of(bench.store()));
        bench.stores().second().ifPresent(clients::add);
        bench.figure("clients", clients.size());
        return clients;
    }

    private static void adds(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = clients(bench);
        int rounds = bench.size().rounds(200);
        for (int round = 0; round < rounds; round++) {
            String key = bench.key();
            ConcurrentLinkedQueue<String> winners = new ConcurrentLinkedQueue<>();
            List<Calls.Call> jobs = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                String value = "by " + number;
                jobs.add(() -> {
                    if (store.add(key, bytes(value)) instanceof AddResult.Added) {
                        winners.add(value);
                    }
                });
            }
            Crew.together(jobs);
            String winner = winners.peek();
            if (winner == null || winners.size() > 1) {
                throw new ClauseBroken(
                        Clause.S2, THREADS + " threads added " + key + " at once; answered with added: " + winners);
            }
            bench.reads(bench.store(), key, bytes(winner), Clause.S2);
        }
        bench.figure("races", rounds);
    }

    private static void swaps(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = clients(bench);
        int rounds = bench.size().rounds(200);
        String key = bench.key();
        bench.added(bench.store(), key, bytes("start"));
        int won = 0;
        for (int round = 0; round < rounds; round++) {
            Entry before = bench.present(bench.store(), key);
            ConcurrentLinkedQueue<String> winners = new ConcurrentLinkedQueue<>();
            List<Calls.Call> jobs = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                CasKeyValueStore store = clients.get(number % clients.size());
                String value = round + " by " + number;
                jobs.add(() -> {
                    if (store.swap(key, bytes(value), before.version()) instanceof SwapResult.Swapped) {
                        winners.add(value);
                    }
                });
            }
            Crew.together(jobs);
            if (winners.size() > 1) {
                throw new ClauseBroken(
                        Clause.S4,
                        THREADS + " threads swapped " + key + " from version " + before.version()
                                + " at once; answered with swapped: " + winners);
            }
            String winner = winners.peek();
            bench.reads(bench.store(), key, winner == null ? before.value() : bytes(winner), Clause.S4);
            won += winners.size();
        }
        bench.figure("races", rounds);
        bench.figure("won", won);
    }

    private static void counter(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = clients(bench);
        int each = bench.size().rounds(150);
        String key = bench.key();
        bench.added(bench.store(), key, bytes("0"));
        Map<Version, String> versions = new ConcurrentHashMap<>();
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            CasKeyValueStore store = clients.get(number % clients.size());
            jobs.add(() -> {
                for (int done = 0; done < each; done++) {
                    increment(bench, store, key, versions);
                }
            });
        }
        Crew.together(jobs);
        bench.reads(bench.store(), key, bytes(String.valueOf(THREADS * each)), Clause.S4);
        bench.figure("increments", THREADS * each);
    }

    private static void increment(Bench bench, CasKeyValueStore store, String key, Map<Version, String> versions) {
        // Bounded: with so many others in between, somebody else's increments would have ended long before.
        for (int attempt = 0; attempt < 100_000; attempt++) {
            Entry read = bench.present(store, key);
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
            bench.count("refusals", 1);
        }
        throw new ClauseBroken(Clause.S6, "an increment of " + key + " was refused 100,000 times");
    }

    private static void histories(Bench bench, List<CasKeyValueStore> clients, int longest) throws Exception {
        bench.figure("clients", clients.size());
        rounds(bench, new Histories(clients, THREADS, 2, 15, longest), Duration.ofSeconds(3));
    }

    private static void longValues(Bench bench) throws Exception {
        rounds(bench, new Histories(clients(bench), THREADS, 1, 10, 150_000), Duration.ofMillis(1500));
    }

    private static void getAllWhileWriting(Bench bench) throws Exception {
        rounds(bench, new Histories(clients(bench), THREADS, 8, 20, 2_000), Duration.ofMillis(1500));
    }

    /** Rounds as many as the time allows, and not fewer than five. */
    private static void rounds(Bench bench, Histories histories, Duration normally) throws Exception {
        long end = System.nanoTime() + bench.size().time(normally).toNanos();
        int rounds = 0;
        while (rounds < 5 || System.nanoTime() < end) {
            histories.round(bench);
            rounds++;
        }
        bench.figure("rounds", rounds);
    }
}
