package dev.posse.conformance;

import dev.posse.store.CasKeyValueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Threads of a client whose connection breaks again and again, among threads of one whose connection stays whole. */
final class Storm {

    private static final int THREADS = 6;
    private static final int CALLS = 8;

    private Storm() {}

    static void run(Bench bench) throws Exception {
        BreakableStore broken = bench.stores()
                .breakable()
                .orElseThrow(() -> new NotApplicable("the connection cannot be broken: override openBreakable()"));
        List<Fault> faults = new ArrayList<>(broken.connection().faults());
        faults.sort(null);
        long end = System.nanoTime() + bench.size().time(Duration.ofSeconds(4)).toNanos();
        int rounds = 0;
        while (rounds < 3 || System.nanoTime() < end) {
            round(bench, broken, faults);
            rounds++;
        }
        bench.figure("rounds", rounds);
    }

    private static void round(Bench bench, BreakableStore broken, List<Fault> faults) throws Exception {
        Recorder recorder = new Recorder();
        List<String> keys = List.of(bench.key(), bench.key());
        Histories histories = new Histories(List.of(), THREADS, keys.size(), CALLS, 200);
        List<Calls.Call> jobs = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            boolean whole = number % 3 == 0;
            CasKeyValueStore client = whole ? bench.store() : broken.store();
            Recorder.Actor actor = recorder.actor((whole ? "W" : "B") + (number + 1), client);
            Random random = new Random(bench.random().nextLong());
            jobs.add(() -> histories.act(actor, keys, random));
        }
        Random random = new Random(bench.random().nextLong());
        jobs.add(() -> {
            broken.connection().inject(faults.get(random.nextInt(faults.size())), random.nextInt(4));
            // Long enough for some calls to be caught, and on the scale of a call, not of a time-out.
            Thread.sleep(1 + random.nextInt(20));
            broken.connection().mend();
        });
        try {
            Crew.together(jobs);
        } finally {
            broken.connection().mend();
        }
        Mending.await(bench, broken.store());
        Recorder.Actor last = recorder.actor("Z", bench.store());
        keys.forEach(last::get);
        keys.forEach(last::get);
        recorder.judge();
        bench.count("operations", recorder.operations());
        bench.count("without answer", recorder.unanswered());
    }
}
