package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Buyers wait in line, and one of them buys for those who wait")
@Timeout(30)
class PurchaseTogetherTest {

    private final ScriptedNode node = ScriptedNode.selling();
    private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch first = new CountDownLatch(1);
    private Function<List<PurchaseCall>, List<TurnResult>> serve = this::sold;

    private final PurchaseQueue queue = queue(PurchaseQueue.TURN);

    private PurchaseQueue queue(Duration turn) {
        return new PurchaseQueue(3, turn, this::serve);
    }

    private List<TurnResult> serve(List<PurchaseCall> calls) {
        batches.add(calls.stream().map(call -> call.attempt().purchaseId()).toList());
        if (batches.size() == 1) {
            await(first);
        }
        return serve.apply(calls);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<TurnResult> sold(List<PurchaseCall> calls) {
        return calls.stream()
                .map(PurchaseCall::attempt)
                .<TurnResult>map(attempt -> new TurnResult.At(new End<>(PurchaseEnd.of(new PurchaseOutcome.Purchased(
                        attempt.purchaseId(), "drop", attempt.purchaseId().length(), 1)))))
                .toList();
    }

    private Attempt attempt(String account, String id) {
        return node.attempt(account).id(id).attempt("a-" + id, "here");
    }

    /** Comes, and is in line when this returns: the next one comes after. */
    private CompletableFuture<Next<PurchaseEnd>> comes(String account, String id) {
        return comes(queue, account, id);
    }

    private CompletableFuture<Next<PurchaseEnd>> comes(PurchaseQueue queue, String account, String id) {
        CompletableFuture<Next<PurchaseEnd>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(queue.taken(attempt(account, id)));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING
                && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private static PurchaseOutcome outcome(CompletableFuture<Next<PurchaseEnd>> answer) throws Exception {
        return ((End<PurchaseEnd>) answer.get(20, TimeUnit.SECONDS)).result().outcome();
    }

    @Test
    @DisplayName("in the order in which they came, as many as one batch takes")
    void inOrder() throws Exception {
        List<CompletableFuture<Next<PurchaseEnd>>> all = new ArrayList<>();
        for (int buyer = 1; buyer <= 6; buyer++) {
            all.add(comes("buyer-" + buyer, "p" + buyer));
        }
        first.countDown();

        for (CompletableFuture<Next<PurchaseEnd>> answer : all) {
            assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(answer));
        }
        assertEquals(List.of(List.of("p1"), List.of("p2", "p3", "p4"), List.of("p5", "p6")), batches);
    }

    @Test
    @DisplayName("one account is not served twice in one batch, and keeps its place")
    void oneAccountOnce() throws Exception {
        CompletableFuture<Next<PurchaseEnd>> leader = comes("leader", "p1");
        CompletableFuture<Next<PurchaseEnd>> one = comes("alice", "p2");
        CompletableFuture<Next<PurchaseEnd>> two = comes("alice", "p3");
        CompletableFuture<Next<PurchaseEnd>> three = comes("bob", "p4");
        first.countDown();

        for (CompletableFuture<Next<PurchaseEnd>> answer : List.of(leader, one, two, three)) {
            assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(answer));
        }
        assertEquals(List.of(List.of("p1"), List.of("p2", "p4"), List.of("p3")), batches);
    }

    @Test
    @DisplayName("who has not begun comes first in the next batch")
    void notBegun() throws Exception {
        serve = calls -> {
            List<TurnResult> handed = new ArrayList<>(sold(calls));
            if (batches.size() == 2) {
                for (int at = 1; at < handed.size(); at++) {
                    handed.set(at, new TurnResult.NotBegun(calls.get(at)));
                }
            }
            return handed;
        };
        List<CompletableFuture<Next<PurchaseEnd>>> all = new ArrayList<>();
        for (int buyer = 1; buyer <= 5; buyer++) {
            all.add(comes("buyer-" + buyer, "p" + buyer));
        }
        first.countDown();

        for (CompletableFuture<Next<PurchaseEnd>> answer : all) {
            assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(answer));
        }
        assertEquals(List.of(List.of("p1"), List.of("p2", "p3", "p4"), List.of("p3", "p4", "p5")), batches);
    }

    @Test
    @DisplayName("whoever buys for others and breaks off leaves them in doubt, and the next has the turn")
    void breaksOff() throws Exception {
        serve = calls -> {
            if (batches.size() == 2) {
                throw new OutOfMemoryError("made by this test");
            }
            return sold(calls);
        };
        CompletableFuture<Next<PurchaseEnd>> leader = comes("leader", "p1");
        List<CompletableFuture<Next<PurchaseEnd>>> broken = new ArrayList<>();
        for (int buyer = 2; buyer <= 4; buyer++) {
            broken.add(comes("buyer-" + buyer, "p" + buyer));
        }
        CompletableFuture<Next<PurchaseEnd>> next = comes("last", "p5");
        first.countDown();

        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(leader));
        assertThrows(Exception.class, () -> outcome(broken.get(0)), "its own thread hears of it");
        assertInstanceOf(PurchaseOutcome.InDoubt.class, outcome(broken.get(1)));
        assertInstanceOf(PurchaseOutcome.InDoubt.class, outcome(broken.get(2)));
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(next));
    }

    @Test
    @DisplayName(
            "whoever has the turn and does not come back keeps nobody: those in line go by themselves, a new line begins")
    void hangs() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        serve = calls -> {
            if (batches.size() == 2) {
                await(back);
            }
            return sold(calls);
        };
        PurchaseQueue impatient = queue(Duration.ofSeconds(2));
        CompletableFuture<Next<PurchaseEnd>> leader = comes(impatient, "leader", "p1");
        List<CompletableFuture<Next<PurchaseEnd>>> all = new ArrayList<>();
        for (int buyer = 2; buyer <= 6; buyer++) {
            all.add(comes(impatient, "buyer-" + buyer, "p" + buyer));
        }
        first.countDown();

        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(leader));
        assertInstanceOf(PurchaseOutcome.InDoubt.class, outcome(all.get(1)));
        assertInstanceOf(PurchaseOutcome.InDoubt.class, outcome(all.get(2)));
        for (int alone = 5; alone <= 6; alone++) {
            assertEquals(
                    PurchaseDriver.begin(attempt("buyer-" + alone, "p" + alone)),
                    all.get(alone - 2).get(20, TimeUnit.SECONDS));
        }
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(comes(impatient, "late", "p7")));
        back.countDown();
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(all.get(0)), "it comes back in the end");
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(comes(impatient, "later", "p8")));
    }

    @Test
    @DisplayName("S16: an interrupted buyer waits for the truth, and stays interrupted")
    void interrupted() throws Exception {
        CompletableFuture<Next<PurchaseEnd>> leader = comes("leader", "p1");
        CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
        CompletableFuture<Next<PurchaseEnd>> answer = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            answer.complete(queue.taken(attempt("alice", "p2")));
            wasInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        waiting.interrupt();
        first.countDown();

        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(leader));
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(answer));
        assertTrue(wasInterrupted.get(20, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("where the store is in trouble nobody waits any longer: each finds out by himself, at the same time")
    void apart() throws Exception {
        serve = calls -> calls.stream()
                .<TurnResult>map(call -> new TurnResult.Apart(PurchaseDriver.begin(call)))
                .toList();
        List<CompletableFuture<Next<PurchaseEnd>>> all = new ArrayList<>();
        for (int buyer = 1; buyer <= 6; buyer++) {
            all.add(comes("buyer-" + buyer, "p" + buyer));
        }
        first.countDown();

        for (int buyer = 1; buyer <= 6; buyer++) {
            assertEquals(
                    PurchaseDriver.begin(attempt("buyer-" + buyer, "p" + buyer)),
                    all.get(buyer - 1).get(20, TimeUnit.SECONDS));
        }
        assertEquals(1, batches.size(), "nobody is served in a line of time-outs");
    }

    @Test
    @DisplayName(
            "whoever buys in the middle of its turn, as an observer might, goes alone and does not wait for itself")
    void buysInItsTurn() throws Exception {
        List<Next<PurchaseEnd>> inner = new ArrayList<>();
        serve = calls -> {
            inner.add(queue.taken(attempt("alice", "inner")));
            return sold(calls);
        };
        first.countDown();

        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(comes("leader", "p1")));
        assertEquals(List.of(PurchaseDriver.begin(attempt("alice", "inner"))), inner);
    }

    @Test
    @DisplayName("who is handed back goes on by itself, while the others are served")
    void handedBack() throws Exception {
        Step<PurchaseEnd> look = PurchaseDriver.begin(attempt("alice", "p2"));
        serve = calls -> calls.get(0).attempt().purchaseId().equals("p2")
                ? List.of(new TurnResult.At(look), sold(calls).get(1))
                : sold(calls);
        CompletableFuture<Next<PurchaseEnd>> leader = comes("leader", "p1");
        CompletableFuture<Next<PurchaseEnd>> alice = comes("alice", "p2");
        CompletableFuture<Next<PurchaseEnd>> bob = comes("bob", "p3");
        first.countDown();

        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(leader));
        assertEquals(look, alice.get(20, TimeUnit.SECONDS));
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome(bob));
    }
}
