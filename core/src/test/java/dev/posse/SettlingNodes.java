package dev.posse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.GatedStore;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Nodes without patrols on one store, of which one settles behind the answer, and threads of it that can be held. */
abstract class SettlingNodes {

    final GatedStore store = new GatedStore();
    final List<PosseEvent> events = new CopyOnWriteArrayList<>();
    final CountDownLatch open = new CountDownLatch(1);
    final CountDownLatch stuck = new CountDownLatch(1);
    private final List<Posse> nodes = new ArrayList<>();

    SettlingNodes() {
        store.incarnation("run-1");
        Posse.initialize(store);
        try (Posse setup = Posse.on(store).open()) {
            setup.campaigns().create("drop", 10, 100);
            for (String account : List.of("alice", "bob", "carl")) {
                setup.accounts().open(account);
                setup.accounts().deposit(account, "in", 100);
            }
        }
    }

    @AfterEach
    void close() {
        open.countDown();
        nodes.forEach(Posse::close);
    }

    /** Without patrols, so that nobody finishes what it leaves. */
    Posse node(PosseBuilder settings) {
        Posse node = settings.open();
        node.stopPatrols();
        nodes.add(node);
        return node;
    }

    Posse oneThread(int waiting) {
        return node(Posse.on(store).node("behind").observer(events::add).settleBehind(1, waiting));
    }

    Posse another() {
        return node(Posse.on(store).node("another").observer(events::add));
    }

    /** The threads that settle come to D4 and no further. */
    void hold() {
        store.beforeWrites(key -> {
            if (key.startsWith("transaction/")
                    && Thread.currentThread().getName().contains("-settling-")) {
                stuck.countDown();
                await(open);
            }
        });
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static PurchaseRequest of(String account, String id) {
        return PurchaseRequest.of(account, "drop").withPurchaseId(id);
    }

    static Purchased slot(long number, String id) {
        return new Purchased(id, "drop", number, 10);
    }

    boolean isRecorded(long slot) {
        return store.get("transaction/drop/" + slot).isPresent();
    }
}
