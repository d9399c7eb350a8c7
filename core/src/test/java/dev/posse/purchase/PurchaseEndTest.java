package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.document.Claim;
import dev.posse.fixture.AttemptBuilder;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.step.StepRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a call leaves to the posse")
class PurchaseEndTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000).account("carol", 1_000);

    private PurchaseEnd end(AttemptBuilder builder) {
        return node.run(Actor.DRIVER, PurchaseDriver.begin(builder.attempt("a-" + builder.purchaseId(), "here")));
    }

    private PurchaseEnd asked(String account, String purchaseId) {
        return node.run(
                Actor.LOGIN,
                PurchaseQuery.ask(new PurchaseQuery.Query(
                        account, purchaseId, LockPolicy.COMPLETE, "here", ScriptedNode.NOON, HighestSettled.NOTHING)));
    }

    private static Set<Long> leftBy(PurchaseEnd end) {
        return end.leftToPosse().stream().map(Claim::slot).collect(Collectors.toUnmodifiableSet());
    }

    @Test
    @DisplayName("a sale that is settled: nothing")
    void nothing() {
        PurchaseEnd end = end(node.attempt("alice"));

        assertInstanceOf(PurchaseOutcome.Purchased.class, end.outcome());
        assertEquals(Set.of(), leftBy(end));
        assertEquals(OptionalLong.empty(), end.beatenAt());
    }

    @Test
    @DisplayName("D6: a sale whose campaign could not be moved")
    void campaignNotMoved() {
        node.store().atEvery("D6").unknownAndLost();

        assertEquals(Set.of(1L), leftBy(end(node.attempt("alice"))));
    }

    @Test
    @DisplayName("D6: nothing, where somebody else has moved the campaign")
    void movedByAnother() {
        node.store().at("D6").before(node::patrol);

        assertEquals(Set.of(), leftBy(end(node.attempt("alice"))));
    }

    @Test
    @DisplayName("D1: this purchase's own lock was completed: its campaign is not moved")
    void resumed() {
        node.diesBefore("D4", node.attempt("alice").id("order"));

        PurchaseEnd end = end(node.attempt("alice").id("order"));

        assertInstanceOf(PurchaseOutcome.Purchased.class, end.outcome());
        assertEquals(Set.of(1L), leftBy(end));
    }

    @Test
    @DisplayName("D1: another purchase's sale that could not be settled, whatever the refusal")
    void anotherSale() {
        node.diesBefore("D4", node.attempt("alice").id("first"));
        node.store().atEvery("D4").unknownAndLost();

        assertEquals(Set.of(1L), leftBy(end(node.attempt("alice").id("second"))));
        assertEquals(Set.of(1L), leftBy(end(node.attempt("alice").id("second").again())));
    }

    @Test
    @DisplayName("D1: another purchase's old lock was completed, and this one rejected then")
    void anotherLock() {
        node.diesBefore("D3", node.attempt("alice").id("first"));
        AttemptBuilder poor = node.attempt("alice").id("second").after(AttemptBuilder.PATIENCE);

        PurchaseEnd end = end(poor);

        assertEquals("alice", node.holder(1));
        assertEquals(Set.of(1L), leftBy(end));
    }

    @Test
    @DisplayName("a query that completes the lock: the sale; one that finds it bought: nothing")
    void query() {
        node.diesBefore("D3", node.attempt("alice").id("order"));

        assertEquals(Set.of(1L), leftBy(asked("alice", "order")));
        assertEquals(Set.of(), leftBy(asked("alice", "order")));
    }

    @Test
    @DisplayName("D3: who is beaten at the slot after the last says at which, and not at the slots above")
    void beaten() {
        node.diesBefore("D4", node.attempt("bob"));
        assertEquals(OptionalLong.of(1), end(node.attempt("alice")).beatenAt());

        node.diesBefore("D4", node.attempt("carol").slots(2));
        PurchaseEnd third = end(node.attempt("alice").id("third").slots(3));

        assertEquals("alice", node.holder(3));
        assertEquals(OptionalLong.of(1), third.beatenAt());
    }

    @Test
    @DisplayName("D3: who finds its own claim after all is not beaten")
    void ownClaim() {
        node.store().at("D3").unknownButDone();

        PurchaseEnd end = end(node.attempt("alice"));

        assertInstanceOf(PurchaseOutcome.Purchased.class, end.outcome());
        assertEquals(OptionalLong.empty(), end.beatenAt());
    }

    @Test
    @DisplayName("a driver settles its own sale from D4 on, also where a login began; another's sale is not its own")
    void settlesItsSale() {
        assertEquals(List.of("D4", "D5", "D6"), settling(node.attempt("alice")));
        node.diesBefore("D3", node.attempt("bob").id("order"));
        assertEquals(List.of("D4", "D5"), settling(node.attempt("bob").id("order")));
        node.patrol();
        node.diesBefore("D4", node.attempt("carol").id("first"));
        assertEquals(List.of("D4", "D5", "D6"), settling(node.attempt("carol").id("second")));
    }

    /** The steps at which the driver says that it settles its own sale. */
    private List<String> settling(AttemptBuilder builder) {
        List<String> names = new ArrayList<>();
        StepRunner runner = new StepRunner(
                "here", node.somebody().store(), event -> {}, pause -> {}, System::nanoTime, Duration.ZERO);
        PurchaseEnd unused = runner.run(
                Actor.DRIVER,
                PurchaseDriver.begin(builder.attempt("a-" + builder.purchaseId(), "here")),
                (taken, operation, answer) -> {
                    if (PurchaseDriver.isSettlingItsSale(taken)) {
                        names.add(taken.name().text());
                    }
                });
        return names;
    }
}
