package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A purchase on a store without chains: it reads whether the slot is claimed that its node believes to be")
class FrontierReadTest {

    private final ScriptedNode node =
            ScriptedNode.selling(10).account("alice", 1_000).account("bob", 1_000);

    private Next<PurchaseEnd> turn(String account, long claimed) {
        PurchaseCall call = PurchaseCall.first(node.attempt(account).attempt("a-" + account, "here"));
        TurnResult handed = node.run(Actor.DRIVER, FrontierRead.begin(call, claimed));
        return decided(handed instanceof TurnResult.Apart apart ? apart.next() : ((TurnResult.At) handed).next());
    }

    /** Goes on until it is known who has the slot. */
    private Next<PurchaseEnd> decided(Next<PurchaseEnd> begun) {
        return run(begun, at -> at instanceof Step<?> step && PurchaseDriver.isSettlingItsSale(step));
    }

    private Next<PurchaseEnd> run(Next<PurchaseEnd> begun, Predicate<Next<PurchaseEnd>> until) {
        return run(node, begun, until);
    }

    private static Next<PurchaseEnd> run(ScriptedNode on, Next<PurchaseEnd> begun, Predicate<Next<PurchaseEnd>> until) {
        StepRunner runner =
                new StepRunner("here", on.store(), event -> {}, pause -> {}, System::nanoTime, Duration.ofMillis(100));
        return runner.run(Actor.DRIVER, begun, (taken, operation, answer) -> {}, until, runner.deadline());
    }

    private PurchaseOutcome goesOn(Next<PurchaseEnd> next) {
        return next instanceof End<PurchaseEnd> end
                ? end.result().outcome()
                : node.run(Actor.DRIVER, next).outcome();
    }

    @Test
    @DisplayName("the next one claims the slot above while the one before is being settled, and the campaign keeps up")
    void nextOne() {
        Next<PurchaseEnd> alice = turn("alice", 0);
        Next<PurchaseEnd> bob = turn("bob", 1);

        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertEquals(
                2,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(bob)).slot());
        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(alice)).slot());
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("A7: what a node believes to be claimed, and is not, is no reason to aim above it")
    void believedWrongly() {
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(turn("alice", 1)))
                        .slot());
    }

    @Test
    @DisplayName("sold out is who finds the last slot claimed, though it is not settled yet")
    void soldOut() {
        for (int sold = 1; sold < 10; sold++) {
            assertEquals(
                    sold,
                    assertInstanceOf(
                                    PurchaseOutcome.Purchased.class,
                                    node.somebody().buy(node.attempt("alice").id("order-" + sold)))
                            .slot());
        }
        Next<PurchaseEnd> last = turn("alice", 9);

        PurchaseOutcome late = goesOn(turn("bob", 10));

        assertEquals(
                Reason.SOLD_OUT,
                assertInstanceOf(PurchaseOutcome.NotPurchased.class, late).reason());
        assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(last));
    }

    @Test
    @DisplayName("who aims above a slot that is being claimed fires when it is, and not before")
    void ahead() {
        Next<PurchaseEnd> bob = ahead("bob", 2);
        assertEquals(0, node.campaign().lastPurchasedSlot());
        assertTrue(AheadClaim.isWaiting(bob));

        Next<PurchaseEnd> alice = turn("alice", 0);

        assertEquals(
                2,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(bob)).slot());
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(alice)).slot());
        assertEquals(2, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("A7: who aims above a slot that nobody claims makes his own shot miss, and buys that one")
    void aheadOfNobody() {
        assertEquals(
                1,
                assertInstanceOf(PurchaseOutcome.Purchased.class, goesOn(ahead("bob", 2)))
                        .slot());
        assertEquals(1, node.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("several who have settled their sales move the campaign with one write")
    void together() {
        Next<PurchaseEnd> alice = settled(turn("alice", 0));
        Next<PurchaseEnd> bob = settled(turn("bob", 1));
        int before = node.store().operations();

        List<Next<PurchaseEnd>> ends =
                node.run(Actor.DRIVER, CampaignMove.together(List.of(bob, alice), Optional.empty()));

        assertEquals(2, node.campaign().lastPurchasedSlot());
        assertEquals(before + 1, node.store().operations());
        assertEquals(
                List.of(2L, 1L), ends.stream().map(end -> slot(goesOn(end))).toList());
    }

    @Test
    @DisplayName("A14: who fills the gap moves the campaign, though there is no room for all who came with him")
    void togetherWithoutRoom() {
        int gap = 3;
        int sales = gap + 1 + Campaign.MAX_AHEAD + 5;
        ScriptedNode wide = ScriptedNode.selling(sales + 1);
        List<Next<PurchaseEnd>> all = new ArrayList<>();
        for (int slot = 1; slot <= sales; slot++) {
            wide.account("buyer-" + slot, 1_000);
            PurchaseCall call = PurchaseCall.first(wide.attempt("buyer-" + slot).attempt("a-" + slot, "here"));
            TurnResult at = wide.run(Actor.DRIVER, FrontierRead.begin(call, slot - 1));
            all.add(settled(wide, ((TurnResult.At) at).next()));
        }
        Next<PurchaseEnd> dead = all.remove(gap);
        Collections.reverse(all);

        List<Next<PurchaseEnd>> ends = wide.run(Actor.DRIVER, CampaignMove.together(all, Optional.empty()));

        assertEquals(gap, wide.campaign().lastPurchasedSlot());
        assertEquals(Campaign.MAX_AHEAD, wide.campaign().settledAhead().size());
        assertEquals(
                5,
                ends.stream()
                        .filter(end ->
                                !((End<PurchaseEnd>) end).result().leftToPosse().isEmpty())
                        .count());
        List<Next<PurchaseEnd>> filled = wide.run(Actor.DRIVER, CampaignMove.together(List.of(dead), Optional.empty()));
        assertEquals(1, filled.size());
        assertEquals(gap + 1 + Campaign.MAX_AHEAD, wide.campaign().lastPurchasedSlot());
    }

    private static long slot(PurchaseOutcome outcome) {
        return assertInstanceOf(PurchaseOutcome.Purchased.class, outcome).slot();
    }

    /** Settled but for the campaign. */
    private Next<PurchaseEnd> settled(Next<PurchaseEnd> won) {
        return settled(node, won);
    }

    private static Next<PurchaseEnd> settled(ScriptedNode on, Next<PurchaseEnd> begun) {
        return run(on, begun, CampaignMove::isNext);
    }

    private Next<PurchaseEnd> ahead(String account, long slot) {
        PurchaseCall call = PurchaseCall.first(node.attempt(account).attempt("a-" + account, "here"));
        TurnResult handed = node.run(Actor.DRIVER, FrontierRead.begin(call, 0));
        return run(AheadClaim.aimedAt(((TurnResult.At) handed).next(), slot), at -> !AheadClaim.isLocking(at));
    }

    @Test
    @DisplayName("an account that is not there, and a campaign that is not there, are found out by the purchase itself")
    void absent() {
        assertEquals(
                Reason.UNKNOWN_ACCOUNT,
                assertInstanceOf(PurchaseOutcome.NotPurchased.class, goesOn(turn("nobody", 0)))
                        .reason());
    }
}
