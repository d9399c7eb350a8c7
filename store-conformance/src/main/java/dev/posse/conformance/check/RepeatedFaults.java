package dev.posse.conformance.check;

import dev.posse.conformance.fault.BreakableStore;
import dev.posse.conformance.fault.Fault;
import dev.posse.conformance.history.HistoryRecorder;
import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Threads of a client whose connection breaks again and again, among threads of one whose connection stays whole. */
final class RepeatedFaults {

    private static final int THREADS = 6;
    private static final int CALLS = 8;

    private RepeatedFaults() {}

    static void run(CheckContext context) throws Exception {
        BreakableStore broken = context.stores()
                .breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()"));
        List<Fault> faults = new ArrayList<>(broken.connection().faults());
        faults.sort(null);
        long end =
                System.nanoTime() + context.size().time(Duration.ofSeconds(4)).toNanos();
        int rounds = 0;
        while (rounds < 3 || System.nanoTime() < end) {
            round(context, broken, faults);
            rounds++;
        }
        context.figure("rounds", rounds);
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
