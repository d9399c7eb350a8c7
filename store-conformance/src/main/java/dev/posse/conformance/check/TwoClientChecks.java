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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** That what one client was acknowledged is what every other client finds. */
final class TwoClientChecks {

    private TwoClientChecks() {}

    static List<Check> checks() {
        return List.of(
                required(
                        Clause.S1,
                        "what one client was acknowledged, another one reads at once",
                        TwoClientChecks::fresh),
                required(
                        Clause.S1, "a client that read the key before sees the next write", TwoClientChecks::notCached),
                required(
                        Clause.S3,
                        "the version that one client was given serves another one",
                        TwoClientChecks::versionsTravel),
                required(Clause.S5, "clients that write in turn never get the same version", TwoClientChecks::inTurn),
                required(Clause.S5, "a client that is opened later repeats no version", TwoClientChecks::opensLater),
                required(Clause.S17, "a client that is closed leaves the others alone", TwoClientChecks::closesAlone),
                required(
                        Clause.S18, "what a client leaves behind is there when it is closed", LeftBehindChecks::begin));
    }

    private static void fresh(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = List.of(context.store(), context.second());
        Rounds rounds = context.rounds(400, 10);
        while (rounds.next()) {
            int round = rounds.number();
            CasKeyValueStore writer = clients.get(round % 2);
            CasKeyValueStore reader = clients.get(1 - round % 2);
            String key = context.key();
            Version version = context.added(writer, key, bytes("added " + round));
            context.reads(reader, key, bytes("added " + round), Clause.S1);
            if (context.refusing(reader).add(key, bytes("again")) instanceof AddResult.Added) {
                throw new ClauseBroken(Clause.S2, "two clients were answered with added for " + key);
            }
            context.swapped(writer, key, bytes("swapped " + round), version);
            context.remember(key, bytes("swapped " + round));
            Entry together = reader.getAll(List.of(key)).get(key);
            if (together == null || !together.sameValue(context.present(writer, key))) {
                throw new ClauseBroken(
                        Clause.S1,
                        "getAll of another client than the writer answered " + together + " instead of \"swapped "
                                + round + "\"");
            }
        }
        context.figure("writes", 2 * rounds.number());
    }

    private static void notCached(CheckContext context) throws Exception {
        CasKeyValueStore writer = context.store();
        CasKeyValueStore reader = context.second();
        Rounds rounds = context.rounds(400, 10);
        String absent = context.key();
        requireAbsent(reader.get(absent), absent);
        requireAbsent(Optional.ofNullable(reader.getAll(List.of(absent)).get(absent)), absent);
        context.added(writer, absent, bytes("now present"));
        context.reads(reader, absent, bytes("now present"), Clause.S1);
        String key = context.key();
        Version version = context.added(writer, key, bytes("0"));
        while (rounds.next()) {
            int round = rounds.number();
            context.present(reader, key);
            version = context.swapped(writer, key, bytes(String.valueOf(round)), version);
            context.reads(reader, key, bytes(String.valueOf(round)), Clause.S1);
        }
        context.figure("writes", rounds.number());
    }

    private static void requireAbsent(Optional<Entry> found, String key) {
        if (found.isPresent()) {
            throw new ClauseBroken(Clause.S1, "the key " + key + ", which nobody wrote, was found");
        }
    }

    private static void versionsTravel(CheckContext context) throws Exception {
        CasKeyValueStore one = context.store();
        CasKeyValueStore other = context.second();
        String key = context.key();
        Version first = context.added(one, key, bytes("0"));
        Version version = first;
        for (int round = 1; round <= 20; round++) {
            version = context.swapped(round % 2 == 0 ? one : other, key, bytes(String.valueOf(round)), version);
        }
        SwapResult late = context.refusing(one).swap(key, bytes("late"), first);
        if (!(late instanceof SwapResult.Conflict)) {
            throw new ClauseBroken(
                    Clause.S3,
                    "swap of " + key + " from a version that the other client had spent was " + "answered with "
                            + late);
        }
        context.reads(other, key, bytes("20"), Clause.S3);
    }

    private static void inTurn(CheckContext context) throws Exception {
        List<CasKeyValueStore> clients = List.of(context.store(), context.second());
        Rounds rounds = context.rounds(1000, 20);
        String key = context.key();
        Set<Version> seen = new HashSet<>();
        Version version = context.added(context.store(), key, bytes("0"));
        while (rounds.next()) {
            if (!seen.add(version)) {
                throw new ClauseBroken(Clause.S5, "version " + version + " of " + key + " was given to two writes");
            }
            CasKeyValueStore writer = clients.get(context.random().nextInt(2));
            version = context.swapped(writer, key, bytes("same bytes"), version);
        }
        context.figure("swaps", rounds.number());
    }

    private static void opensLater(CheckContext context) throws Exception {
        String key = context.key();
        Set<Version> seen = new HashSet<>();
        Version version = context.added(context.second(), key, bytes("0"));
        seen.add(version);
        for (int client = 0; client < 5; client++) {
            try (CasKeyValueStore later =
                    context.patient(context.stores().extraClient().orElseThrow())) {
                for (int round = 0; round < 20; round++) {
                    version = context.swapped(later, key, bytes("same bytes"), version);
                    if (!seen.add(version)) {
                        throw new ClauseBroken(
                                Clause.S5,
                                "a client that was opened later gave " + key + " the version " + version
                                        + " a second time");
                    }
                }
            }
        }
        context.figure("swaps", seen.size() - 1);
    }

    private static void closesAlone(CheckContext context) throws Exception {
        CasKeyValueStore stays = context.second();
        String key = context.key();
        Version version = context.added(stays, key, bytes("before"));
        CasKeyValueStore goes = context.patient(context.stores().extraClient().orElseThrow());
        goes.get(key);
        goes.close();
        context.reads(stays, key, bytes("before"), Clause.S17);
        context.swapped(stays, key, bytes("after"), version);
        context.reads(context.store(), key, bytes("after"), Clause.S17);
    }
}
