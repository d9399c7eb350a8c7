package dev.posse.conformance;

import static dev.posse.conformance.Bench.bytes;
import static dev.posse.conformance.Check.required;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** That what one client was acknowledged is what every other client finds. */
final class TwoClients {

    private TwoClients() {}

    static List<Check> checks() {
        return List.of(
                required(Clause.S1, "what one client was acknowledged, another one reads at once", TwoClients::fresh),
                required(Clause.S1, "a client that read the key before sees the next write", TwoClients::notCached),
                required(
                        Clause.S3,
                        "the version that one client was given serves another one",
                        TwoClients::versionsTravel),
                required(Clause.S5, "clients that write in turn never get the same version", TwoClients::inTurn),
                required(Clause.S5, "a client that is opened later repeats no version", TwoClients::opensLater),
                required(Clause.S17, "a client that is closed leaves the others alone", TwoClients::closesAlone));
    }

    private static void fresh(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = List.of(bench.store(), bench.second());
        int rounds = bench.size().rounds(400);
        for (int round = 0; round < rounds; round++) {
            CasKeyValueStore writer = clients.get(round % 2);
            CasKeyValueStore reader = clients.get(1 - round % 2);
            String key = bench.key();
            Version version = bench.added(writer, key, bytes("added " + round));
            bench.reads(reader, key, bytes("added " + round), Clause.S1);
            if (reader.add(key, bytes("again")) instanceof AddResult.Added) {
                throw new ClauseBroken(Clause.S2, "two clients were answered with added for " + key);
            }
            bench.swapped(writer, key, bytes("swapped " + round), version);
            bench.remember(key, bytes("swapped " + round));
            Entry together = reader.getAll(List.of(key)).get(key);
            if (together == null || !together.sameValue(bench.present(writer, key))) {
                throw new ClauseBroken(
                        Clause.S1,
                        "getAll of another client than the writer answered " + together + " instead of \"swapped "
                                + round + "\"");
            }
        }
        bench.figure("writes", 2 * rounds);
    }

    private static void notCached(Bench bench) throws Exception {
        CasKeyValueStore writer = bench.store();
        CasKeyValueStore reader = bench.second();
        int rounds = bench.size().rounds(400);
        String absent = bench.key();
        requireAbsent(reader.get(absent), absent);
        requireAbsent(Optional.ofNullable(reader.getAll(List.of(absent)).get(absent)), absent);
        bench.added(writer, absent, bytes("now present"));
        bench.reads(reader, absent, bytes("now present"), Clause.S1);
        String key = bench.key();
        Version version = bench.added(writer, key, bytes("0"));
        for (int round = 1; round <= rounds; round++) {
            bench.present(reader, key);
            version = bench.swapped(writer, key, bytes(String.valueOf(round)), version);
            bench.reads(reader, key, bytes(String.valueOf(round)), Clause.S1);
        }
        bench.figure("writes", rounds);
    }

    private static void requireAbsent(Optional<Entry> found, String key) {
        if (found.isPresent()) {
            throw new ClauseBroken(Clause.S1, "the key " + key + ", which nobody wrote, was found");
        }
    }

    private static void versionsTravel(Bench bench) throws Exception {
        CasKeyValueStore one = bench.store();
        CasKeyValueStore other = bench.second();
        String key = bench.key();
        Version first = bench.added(one, key, bytes("0"));
        Version version = first;
        for (int round = 1; round <= 20; round++) {
            version = bench.swapped(round % 2 == 0 ? one : other, key, bytes(String.valueOf(round)), version);
        }
        SwapResult late = one.swap(key, bytes("late"), first);
        if (!(late instanceof SwapResult.Conflict)) {
            throw new ClauseBroken(
                    Clause.S3,
                    "swap of " + key + " from a version that the other client had spent was " + "answered with "
                            + late);
        }
        bench.reads(other, key, bytes("20"), Clause.S3);
    }

    private static void inTurn(Bench bench) throws Exception {
        List<CasKeyValueStore> clients = List.of(bench.store(), bench.second());
        int rounds = bench.size().rounds(1000);
        String key = bench.key();
        Set<Version> seen = new HashSet<>();
        Version version = bench.added(bench.store(), key, bytes("0"));
        for (int round = 1; round <= rounds; round++) {
            if (!seen.add(version)) {
                throw new ClauseBroken(Clause.S5, "version " + version + " of " + key + " was given to two writes");
            }
            CasKeyValueStore writer = clients.get(bench.random().nextInt(2));
            version = bench.swapped(writer, key, bytes("same bytes"), version);
        }
        bench.figure("swaps", rounds);
    }

    private static void opensLater(Bench bench) throws Exception {
        String key = bench.key();
        Set<Version> seen = new HashSet<>();
        Version version = bench.added(bench.second(), key, bytes("0"));
        seen.add(version);
        for (int client = 0; client < 5; client++) {
            try (CasKeyValueStore later = bench.stores().extraClient().orElseThrow()) {
                for (int round = 0; round < 20; round++) {
                    version = bench.swapped(later, key, bytes("same bytes"), version);
                    if (!seen.add(version)) {
                        throw new ClauseBroken(
                                Clause.S5,
                                "a client that was opened later gave " + key + " the version " + version
                                        + " a second time");
                    }
                }
            }
        }
        bench.figure("swaps", seen.size() - 1);
    }

    private static void closesAlone(Bench bench) throws Exception {
        CasKeyValueStore stays = bench.second();
        String key = bench.key();
        Version version = bench.added(stays, key, bytes("before"));
        CasKeyValueStore goes = bench.stores().extraClient().orElseThrow();
        goes.get(key);
        goes.close();
        bench.reads(stays, key, bytes("before"), Clause.S17);
        bench.swapped(stays, key, bytes("after"), version);
        bench.reads(bench.store(), key, bytes("after"), Clause.S17);
    }
}
