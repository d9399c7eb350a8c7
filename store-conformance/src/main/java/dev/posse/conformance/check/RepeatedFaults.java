package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.history.HistoryRecorder;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a client whose connection breaks again and again, among threads of one whose connection stays whole. */
final class RepeatedFaults {

    private static final Duration TIME = Duration.ofMillis(1_500);
    private static final int LEAST = 3;
    private static final int THREADS = 6;
    private static final int CALLS = 8;

    private RepeatedFaults() {}

    static void run(CheckContext context) throws Exception {
        BrokenConnections connections = BrokenConnections.any(context);
        List<Fault> faults =
                connections.first().connection().faults().stream().sorted().toList();
        long end = System.nanoTime() + context.size().time(TIME).toNanos();
        AtomicInteger rounds = new AtomicInteger();
        connections.all(broken -> {
            while (rounds.getAndIncrement() < LEAST || System.nanoTime() < end) {
                round(context, broken, faults);
                context.count("rounds", 1);
            }
        });
    }

    private static void round(CheckContext context, BreakableStore broken, List<Fault> faults) throws Exception {
        HistoryRecorder recorder = new HistoryRecorder();
        List<String> keys = List.of(context.key(), context.key());
        RandomHistories histories = new RandomHistories(List.of(), THREADS, keys.size(), CALLS, 200);
        List<Task> tasks = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            boolean whole = number % 3 == 0;
            CasKeyValueStore client = whole ? context.rawStore() : broken.store();
            HistoryRecorder.Actor actor = recorder.actor((whole ? "W" : "B") + (number + 1), client);
            Random random = new Random(context.random().nextLong());
            tasks.add(() -> histories.act(actor, keys, random));
        }
        Random random = new Random(context.random().nextLong());
        tasks.add(() -> {
            broken.connection().inject(faults.get(random.nextInt(faults.size())), random.nextInt(4));
            // Long enough for some calls to be caught, and on the scale of a call, not of a time-out.
            Thread.sleep(1 + random.nextInt(20));
            broken.connection().mend();
        });
        try {
            ParallelRun.all(tasks);
        } finally {
            broken.connection().mend();
        }
        OutageRecovery.await(context, broken.store());
        HistoryRecorder.Actor last = recorder.actor("Z", context.store());
        keys.forEach(last::get);
        keys.forEach(last::get);
        recorder.requireExplained();
        context.count("operations", recorder.operations());
        context.count("without answer", recorder.unanswered());
    }
}
