package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.purchase.LockPolicy;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import dev.posse.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Settling behind the answer: the buyer hears when his sale is decided")
@Timeout(60)
class SettleBehindTest extends SettlingNodes {

    @Test
    @DisplayName(
            "who has claimed hears of it at once; transaction, debit and campaign follow, at the latest when the node closes")
    void answeredAfterClaim() {
        hold();
        Posse node = oneThread(9);

        assertEquals(slot(1, "p"), node.purchase(of("alice", "p")));

        assertTrue(store.get("slot/drop/1").isPresent());
        assertEquals(false, isRecorded(1));
        Posse other = another();
        assertEquals(100, other.accounts().statement("alice").orElseThrow().balance());
        assertEquals(
                "p",
                other.accounts()
                        .statement("alice")
                        .flatMap(AccountStatement::pending)
                        .orElseThrow()
                        .purchaseId());
        PosseEvent.PurchaseEnded told = events.stream()
                .filter(PosseEvent.PurchaseEnded.class::isInstance)
                .map(PosseEvent.PurchaseEnded.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(told.decided().orElseThrow().compareTo(told.took()) <= 0);
        open.countDown();
        node.close();

        assertTrue(isRecorded(1));
        assertEquals(90, other.accounts().statement("alice").orElseThrow().balance());
        assertEquals(1, other.campaigns().find("drop").orElseThrow().lastPurchasedSlot());
        assertTrue(other.audit().isBalanced());
    }

    @Test
    @DisplayName("the buyer's next call on this node settles his sale first: he is in nobody's way, and sees his debit")
    void nextCall() {
        hold();
        Posse node = oneThread(9);
        assertEquals(slot(1, "b"), node.purchase(of("bob", "b")));
        await(stuck);

        assertEquals(slot(2, "p1"), node.purchase(of("alice", "p1")));
        assertEquals(slot(3, "p2"), node.purchase(of("alice", "p2")));
        assertEquals(new BalanceOutcome.Moved(75), node.accounts().withdraw("alice", "out", 5));
        assertEquals(slot(4, "p3"), node.purchase(of("alice", "p3")));
        assertEquals(new BalanceOutcome.Moved(70), node.accounts().deposit("alice", "in2", 5));
        assertEquals(slot(5, "p4"), node.purchase(of("alice", "p4")));
        assertEquals(60, node.accounts().statement("alice").orElseThrow().balance());
        assertEquals(slot(6, "p5"), node.purchase(of("alice", "p5")));
        assertInstanceOf(LoginOutcome.Clean.class, node.login("alice"));
        assertEquals(slot(7, "p6"), node.purchase(of("alice", "p6")));
        assertEquals(9, node.accounts().history("alice").orElseThrow().entries().size());
        assertEquals(slot(8, "p7"), node.purchase(of("alice", "p7")));
        assertEquals(slot(8, "p7"), node.outcome("alice", "p7"));
        assertEquals(slot(9, "p8"), node.purchase(of("alice", "p8")));
        assertEquals(slot(9, "p8"), node.cancel("alice", "p8"));
    }

    @Test
    @DisplayName("on another node he meets what a dead driver leaves: everything but a withdrawal goes through")
    void otherNode() {
        hold();
        Posse node = oneThread(9);
        Posse other = another();
        assertEquals(slot(1, "p1"), node.purchase(of("alice", "p1")));

        assertEquals(
                new BalanceOutcome.Refused(BalanceOutcome.Reason.LOCKED),
                other.accounts().withdraw("alice", "out", 5));
        assertEquals(new BalanceOutcome.Moved(105), other.accounts().deposit("alice", "in2", 5));
        assertEquals(slot(2, "p2"), other.purchase(of("alice", "p2")));
        assertEquals(new BalanceOutcome.Moved(80), other.accounts().withdraw("alice", "out", 5));

        assertEquals(slot(3, "b1"), node.purchase(of("bob", "b1")));
        assertEquals(slot(3, "b1"), other.cancel("bob", "b1"));
        assertEquals(slot(4, "b2"), node.purchase(of("bob", "b2")));
        assertEquals(new LoginOutcome.Purchased("b2", "drop", 4, 10), other.login("bob"));
        assertEquals(slot(5, "b3"), node.purchase(of("bob", "b3")));
        assertEquals(slot(5, "b3"), other.outcome("bob", "b3"));
    }

    @Test
    @DisplayName("R3: what is lost with the process the posse does, as it does for every dead driver")
    void lostWithTheProcess() {
        hold();
        Posse node = oneThread(9);
        assertEquals(slot(1, "p"), node.purchase(of("alice", "p")));
        assertEquals(slot(2, "q"), node.purchase(of("bob", "q")));
        await(stuck);
        Posse other = another();

        other.startPatrols();
        // A patrol comes within a second.
        until(() -> other.campaigns().find("drop").orElseThrow().lastPurchasedSlot() == 2);

        assertTrue(other.audit().isBalanced());
        assertEquals(90, other.accounts().statement("alice").orElseThrow().balance());
    }

    @Test
    @DisplayName("where the queue is full the caller settles his sale himself, before he hears of it")
    void full() {
        hold();
        Posse node = oneThread(1);
        assertEquals(slot(1, "p"), node.purchase(of("alice", "p")));
        await(stuck);
        assertEquals(slot(2, "q"), node.purchase(of("bob", "q")));
        assertEquals(false, isRecorded(2));

        assertEquals(slot(3, "r"), node.purchase(of("carl", "r")));

        assertTrue(isRecorded(3));
        assertEquals(90, another().accounts().statement("carl").orElseThrow().balance());
    }

    @Test
    @DisplayName("A12: nothing is settled on a data set that was found to be another one meanwhile")
    void fenced() {
        hold();
        Posse node = oneThread(9);
        assertEquals(slot(1, "p"), node.purchase(of("alice", "p")));
        await(stuck);
        assertEquals(slot(2, "q"), node.purchase(of("bob", "q")));

        store.beforeReads(() -> {
            throw new DataLossException("the server is empty");
        });
        until(() -> isShut(node));
        store.beforeReads(() -> {});
        assertTrue(isShut(node), "found once, and so until a person confirms");
        open.countDown();
        node.close();

        assertTrue(isRecorded(1), "it was under way");
        assertEquals(false, isRecorded(2));
    }

    private static boolean isShut(Posse node) {
        try {
            node.login("carl");
            return false;
        } catch (DataLossException e) {
            return true;
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come");
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("S22: where the store takes chains everything is settled in the chain that decides it")
    void chains() {
        InMemoryStore chaining = new InMemoryStore();
        Posse node = node(Posse.on(chaining).settleBehind(1, 1));
        node.campaigns().create("drop", 10, 100);
        node.accounts().open("alice");
        node.accounts().deposit("alice", "in", 100);

        assertEquals(slot(1, "p"), node.purchase(of("alice", "p")));

        assertTrue(chaining.get("transaction/drop/1").isPresent());
        assertEquals(1, node.campaigns().find("drop").orElseThrow().lastPurchasedSlot());
    }

    @Test
    @DisplayName(
            "the store fails while a sale is settled: the next call goes on after the first trouble, and meets its own sale")
    void trouble() {
        hold();
        Posse node = oneThread(9);
        assertEquals(slot(1, "b"), node.purchase(of("bob", "b")));
        await(stuck);
        assertEquals(slot(2, "p1"), node.purchase(of("alice", "p1")));
        AtomicInteger refused = new AtomicInteger();
        store.beforeWrites(key -> {
            if (key.equals("transaction/drop/2") && refused.incrementAndGet() <= 3) {
                throw new StoreException("made by this test");
            }
        });
        int before = events.size();

        assertEquals(slot(3, "p2"), node.purchase(of("alice", "p2")));

        assertEquals(
                List.of("D4", "D0", "D1.look", "D4"),
                events.subList(before, events.size()).stream()
                        .filter(PosseEvent.StepTaken.class::isInstance)
                        .map(PosseEvent.StepTaken.class::cast)
                        .filter(step -> step.subject().account().equals(Optional.of("alice")))
                        .map(step -> step.step().text())
                        .limit(4)
                        .toList());
        assertEquals(4, refused.get(), "once by what was left, and by the call itself until it is written");
    }

    @Test
    @DisplayName("closing a node whose sales are not settled in time tells how many are left")
    void closedTooEarly() {
        FrontFixture front = new FrontFixture(
                ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000),
                LockPolicy.COMPLETE,
                settler -> Optional.of(
                        new SettlementQueue("front", 1, 4, Duration.ofMillis(50), (purchase, by, isEnough) -> {
                            stuck.countDown();
                            await(open);
                            return false;
                        })));
        assertInstanceOf(Purchased.class, front.posse.purchase(of("alice", "p")));
        await(stuck);
        assertInstanceOf(Purchased.class, front.posse.purchase(of("bob", "q")));

        front.posse.close();
        front.posse.close();

        assertEquals(
                List.of(2),
                front.events(PosseEvent.SettlementsLeft.class).stream()
                        .map(PosseEvent.SettlementsLeft::sales)
                        .toList());
    }
}
