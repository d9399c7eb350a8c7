package dev.posse.conformance.check;

import dev.posse.conformance.history.HistoryRecorder;
import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Many threads on few keys, and whether an order explains what they saw.
 *
 * @param clients each thread has one of them
 * @param threads that work at the same time
 * @param keys they share in a round
 * @param calls each thread makes in a round
 * @param longest value, in bytes
 */
record RandomHistories(List<CasKeyValueStore> clients, int threads, int keys, int calls, int longest) {

    /** One round on fresh keys. */
    void round(CheckContext context) throws Exception {
        HistoryRecorder recorder = new HistoryRecorder();
        List<String> shared = new ArrayList<>();
        for (int number = 0; number < keys; number++) {
            shared.add(context.key());
        }
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            CasKeyValueStore client = clients.get(number % clients.size());
            String name = (char) ('A' + number % clients.size()) + String.valueOf(number / clients.size() + 1);
            HistoryRecorder.Actor actor = recorder.actor(name, client);
            Random random = new Random(context.random().nextLong());
            tasks.add(() -> act(actor, shared, random));
        }
        ParallelRun.all(tasks);
        recorder.requireExplained();
        int answered = recorder.operations() - recorder.unanswered();
        if (answered < recorder.operations() / 2) {
            throw new ClauseBroken(
                    Clause.S15,
                    "of " + recorder.operations() + " operations by " + threads + " threads only " + answered
                            + " were answered, on a whole connection");
        }
        context.count("operations", recorder.operations());
        context.count("without answer", recorder.unanswered());
    }

    /** Any length, and often one near the longest. */
    private int length(Random random) {
        int any = 20 + random.nextInt(longest - 20);
        return longest > 1000 && random.nextInt(3) == 0 ? longest - random.nextInt(3) : any;
    }

    /** What one thread does. */
    void act(HistoryRecorder.Actor actor, List<String> shared, Random random) {
        Map<String, Version> seen = new HashMap<>();
        for (int call = 0; call < calls; call++) {
            String key = shared.get(random.nextInt(shared.size()));
            int length = length(random);
            Version known = seen.get(key);
            int choice = random.nextInt(10);
            if (choice == 0) {
                actor.getAll(shared);
            } else if (choice == 1 || (known == null && choice < 6)) {
                actor.add(key, length);
            } else if (known == null || choice < 4) {
                Optional<Entry> found = actor.get(key);
                found.ifPresent(entry -> seen.put(key, entry.version()));
            } else if (!actor.swap(key, length, known) && choice < 9) {
                // Sometimes the refused version is used once more: it must be refused again.
                actor.get(key).ifPresent(entry -> seen.put(key, entry.version()));
            }
        }
    }
}
