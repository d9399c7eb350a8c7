package dev.posse.explorer;

import dev.posse.fixture.Mutation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many scenarios, explored on all cores. */
final class Exploration {

    /** A universe that has met more values or stores than this is left to the garbage collector, and a fresh one begun. */
    private static final int MOST_VALUES = 100_000;

    private static final int MOST_STORES = 500_000;

    private Exploration() {}

    /** Explores, and writes down the transitions that it meets. */
    static List<Explorer.Result> of(List<Scenario> scenarios, Transcript transcript) {
        Deque<Scenario> waiting = new ConcurrentLinkedDeque<>(scenarios);
        Collection<Explorer.Result> results = Collections.synchronizedList(new ArrayList<>());
        int workers = Runtime.getRuntime().availableProcessors();
        List<Callable<Void>> work = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            // Neighbours in the list share a start and most of what it leads to: two workers meet in the middle.
            boolean fromTheFront = worker % 2 == 0;
            work.add(() -> explore(waiting, fromTheFront, results, transcript));
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The exploration was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An exploration has failed", e);
        } finally {
            pool.shutdownNow();
        }
        return List.copyOf(results);
    }

    private static Void explore(
            Deque<Scenario> waiting, boolean fromTheFront, Collection<Explorer.Result> results, Transcript transcript) {
        Checks checks = new Checks(Mutation.NONE, transcript);
        Scenario scenario = fromTheFront ? waiting.pollFirst() : waiting.pollLast();
        while (scenario != null) {
            if (checks.universe().valueCount() > MOST_VALUES
                    || checks.universe().storeCount() > MOST_STORES) {
                checks = new Checks(Mutation.NONE, transcript);
            }
            results.add(Explorer.explore(scenario, checks));
            scenario = fromTheFront ? waiting.pollFirst() : waiting.pollLast();
        }
        return null;
    }
}
