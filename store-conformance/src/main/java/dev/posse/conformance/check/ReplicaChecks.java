package dev.posse.conformance.check;

import static dev.posse.conformance.check.Check.required;
import static dev.posse.conformance.check.CheckContext.bytes;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What clients of different replicas show each other, while others keep the replicas busy (S1). */
final class ReplicaChecks {

    private static final int BUSY = 4;

    private ReplicaChecks() {}

    static List<Check> checks() {
        return List.of(required(
                Clause.S1,
                "what is acknowledged at one replica is read at another one at once, under load",
                ReplicaChecks::fresh));
    }

    private static void fresh(CheckContext context) throws Exception {
        CasKeyValueStore here = context.store();
        CasKeyValueStore there = context.otherReplica();
        Rounds quiet = context.rounds(200, 10);
        while (quiet.next()) {
            // With nobody else at work, what arrives with the next write does not arrive.
            boolean turn = quiet.number() % 3 == 0;
            round(context, turn ? there : here, turn ? here : there, quiet.number());
        }
        AtomicBoolean over = new AtomicBoolean();
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < BUSY; number++) {
            CasKeyValueStore store = number % 2 == 0 ? here : there;
            tasks.add(() -> keepBusy(context, store, over));
        }
        tasks.add(() -> {
            try {
                Rounds rounds = context.rounds(300, 10);
                while (rounds.next()) {
                    boolean turn = rounds.number() % 3 == 0;
                    round(context, turn ? there : here, turn ? here : there, rounds.number());
                }
                context.figure("writes", 3 * (quiet.number() + rounds.number()));
            } finally {
                over.set(true);
            }
        });
        ParallelRun.all(tasks);
    }

    private static void keepBusy(CheckContext context, CasKeyValueStore store, AtomicBoolean over) {
        byte[] value = new byte[4_000];
        while (!over.get()) {
            context.added(store, context.key(), value);
        }
    }

    private static void round(CheckContext context, CasKeyValueStore writer, CasKeyValueStore reader, int number) {
        String key = context.key();
        if (reader.get(key).isPresent()) {
            throw new ClauseBroken(Clause.S1, "the key " + key + ", which nobody wrote, was found");
        }
        Version version = context.added(writer, key, bytes("added " + number));
        context.reads(reader, key, bytes("added " + number), Clause.S1);
        if (context.refusing(reader).add(key, bytes("again")) instanceof AddResult.Added) {
            throw new ClauseBroken(Clause.S2, "clients of two replicas were answered with added for " + key);
        }
        Version next = context.swapped(writer, key, bytes("swapped " + number), version);
        Entry together = reader.getAll(List.of(key)).get(key);
        if (together == null
                || !together.sameValue(context.reads(writer, key, bytes("swapped " + number), Clause.S1))) {
            throw new ClauseBroken(
                    Clause.S1,
                    "getAll at another replica answered " + together + " instead of \"swapped " + number + "\"");
        }
        context.swapped(reader, key, bytes("back " + number), next);
        context.reads(writer, key, bytes("back " + number), Clause.S1);
    }
}
