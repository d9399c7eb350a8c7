package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.StepName;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.InDoubt;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.purchase.LockPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Buyers of one node on a store without chains, in trouble")
@Timeout(60)
class PurchasesInOrderTroubleTest extends SettlingNodes {

    private final CountDownLatch bobHasLocked = new CountDownLatch(1);
    private final CountDownLatch shut = new CountDownLatch(1);

    /** Alice's shot is held until this node has found that its data set is another one. */
    private void holdAlice() {
        store.beforeWrites(key -> {
            if (key.equals("slot/drop/1")) {
                stuck.countDown();
                await(open);
            }
        });
    }

    private void onEvent(PosseEvent event) {
        if (event instanceof DataLossDetected loss && loss.campaign().isEmpty()) {
            shut.countDown();
        }
        if (event instanceof PosseEvent.StepTaken step
                && step.step() == StepName.D2
                && step.subject().account().equals(Optional.of("bob"))) {
            bobHasLocked.countDown();
        }
    }

    @Test
    @DisplayName(
            "A12: who waits while the data set is found to be another one does not fire, and is in doubt; nor is a sale settled there")
    void otherDataSet() throws Exception {
        holdAlice();
        Posse node = node(Posse.on(store).observer(this::onEvent).nodes(1));
        CompletableFuture<PurchaseOutcome> alice = started(() -> node.purchase(of("alice", "a")));
        await(stuck);
        CompletableFuture<PurchaseOutcome> bob = started(() -> node.purchase(of("bob", "b")));
        await(bobHasLocked);
        store.incarnation("an older copy");
        node.startPatrols();
        await(shut);
        node.stopPatrols();

        open.countDown();

        assertEquals(slot(1, "a"), alice.get(30, TimeUnit.SECONDS));
        assertInstanceOf(InDoubt.class, bob.get(30, TimeUnit.SECONDS));
        assertTrue(store.get("slot/drop/2").isEmpty());
        assertEquals(false, isRecorded(1));
    }

    @Test
    @DisplayName("D3.below: who waits above a slot that cannot be read is refused for certain, and not locked")
    void belowCannotBeRead() throws Exception {
        holdAlice();
        Posse node = node(Posse.on(store).observer(this::onEvent).nodes(1));
        CompletableFuture<PurchaseOutcome> alice = started(() -> node.purchase(of("alice", "a")));
        await(stuck);
        CompletableFuture<PurchaseOutcome> bob = started(() -> node.purchase(of("bob", "b")));
        await(bobHasLocked);
        store.beforeWrites(key -> {});
        store.add("slot/drop/1", new byte[] {'{'});

        open.countDown();

        assertInstanceOf(InDoubt.class, alice.get(30, TimeUnit.SECONDS));
        assertInstanceOf(
                UnreadableDocumentException.class,
                assertThrows(ExecutionException.class, () -> bob.get(30, TimeUnit.SECONDS))
                        .getCause());
        assertEquals(
                Optional.empty(), node.accounts().statement("bob").orElseThrow().pending());
    }

    @Test
    @DisplayName("an observer that buys in the same campaign while it hears of a purchase does not wait for itself")
    void observerBuys() {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        List<PurchaseOutcome> inner = new ArrayList<>();
        Posse[] self = new Posse[1];
        self[0] = node(Posse.on(store).observer(event -> {
            if (event instanceof PosseEvent.StepTaken step
                    && step.step() == StepName.D2
                    && isFirst.compareAndSet(true, false)) {
                inner.add(self[0].purchase(of("bob", "b")));
            }
        }));
        long began = System.nanoTime();

        assertInstanceOf(Purchased.class, self[0].purchase(of("alice", "a").withSlots(3)));

        assertInstanceOf(Purchased.class, inner.get(0));
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    @DisplayName("the ten seconds of a call are those of all its parts: what was not sent by then is not sent")
    void oneTime() {
        FrontFixture front = new FrontFixture(
                ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000), LockPolicy.COMPLETE);
        front.store.atCall(1).before(() -> front.passed(Duration.ofSeconds(6)));
        front.store.atCall(2).before(() -> front.passed(Duration.ofSeconds(6)));

        assertInstanceOf(InDoubt.class, front.posse.purchase(of("alice", "order")));

        assertTrue(front.store.calls().stream().noneMatch(call -> call.startsWith("add slot/")));
    }

    private static CompletableFuture<PurchaseOutcome> started(Supplier<PurchaseOutcome> purchase) {
        return CompletableFuture.supplyAsync(purchase, task -> new Thread(task).start());
    }
}
