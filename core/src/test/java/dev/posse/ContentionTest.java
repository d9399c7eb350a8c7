package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.GatedStore;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.step.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many calls for one account at once: nobody is in doubt because others were first")
class ContentionTest {

    private static final int THREADS = 16;

    private static final int CALLS = 100;

    /** As far away as a database next door. */
    private static final Duration DISTANCE = Duration.ofNanos(200_000);

    private final GatedStore store = new GatedStore();
    private final Posse posse;

    ContentionTest() {
        store.beforeReads(() -> LockSupport.parkNanos(DISTANCE.toNanos()));
        Posse.initialize(store);
        posse = Posse.on(store).open();
    }

    @AfterEach
    void close() {
        posse.close();
    }

    @Test
    @DisplayName("purchases of one account that are called off by many at once")
    void cancels() throws Exception {
        posse.accounts().open("alice");

        List<PurchaseOutcome> outcomes = all(id -> posse.cancel("alice", id));

        long inDoubt = outcomes.stream()
                .filter(PurchaseOutcome.InDoubt.class::isInstance)
                .count();
        assertEquals(0, inDoubt, () -> inDoubt + " of " + outcomes.size() + " in doubt");
    }

    @Test
    @DisplayName("deposits into one account by many at once, each within the time of a call")
    void deposits() throws Exception {
        posse.accounts().open("alice");
        long began = System.nanoTime();

        List<BalanceOutcome> outcomes = all(id -> posse.accounts().deposit("alice", id, 1));

        outcomes.forEach(outcome -> assertInstanceOf(BalanceOutcome.Moved.class, outcome));
        assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(Bounds.CALL) < 0);
        assertEquals(
                THREADS * CALLS,
                posse.accounts().statement("alice").orElseThrow().balance());
    }

    private interface Call<T> {
        T with(String id);
    }

    private static <T> List<T> all(Call<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<T>>> callers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "id-" + thread + "-";
                callers.add(() -> {
                    List<T> outcomes = new ArrayList<>();
                    for (int number = 0; number < CALLS; number++) {
                        outcomes.add(call.with(name + number));
                    }
                    return outcomes;
                });
            }
            List<T> all = new ArrayList<>();
            for (Future<List<T>> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
                all.addAll(caller.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
