package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.step.End;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Purchases that one thread takes one after the other")
class CombinedPurchasesTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000).account("carl", 1_000);

    private List<TurnResult> served(Attempt... attempts) {
        return node.run(
                Actor.DRIVER,
                CombinedPurchases.begin(
                        Stream.of(attempts).map(PurchaseCall::first).toList()));
    }

    private Attempt attempt(String account) {
        return node.attempt(account).attempt("a-" + account, "here");
    }

    private static long slot(TurnResult handed) {
        End<PurchaseEnd> end = (End<PurchaseEnd>) ((TurnResult.At) handed).next();
        return ((PurchaseOutcome.Purchased) end.result().outcome()).slot();
    }

    @Test
    @DisplayName("each gets the slot after the one before")
    void inOrder() {
        List<TurnResult> handed = served(attempt("alice"), attempt("bob"), attempt("carl"));

        assertEquals(
                List.of(1L, 2L, 3L),
                handed.stream().map(CombinedPurchasesTest::slot).toList());
    }

    @Test
    @DisplayName("one caller's mistake is his alone: the others are served")
    void mistake() {
        assertEquals(ScriptedNode.bought(1), node.buy(node.attempt("alice").id("used")));
        Attempt mistaken =
                node.attempt("alice").id("used").saying("other words").attempt("a-2", "here");

        List<TurnResult> handed = served(mistaken, attempt("bob"), attempt("carl"));

        PurchaseCall asRead = PurchaseCall.first(mistaken).bound(node.account("alice"));
        assertEquals(new TurnResult.At(PurchaseDriver.begin(asRead)), handed.get(0));
        assertEquals(List.of(2L, 3L), List.of(slot(handed.get(1)), slot(handed.get(2))));
    }

    @Test
    @DisplayName("where the store does not answer each finds out by himself")
    void trouble() {
        node.store().at("D0").fails();

        served(attempt("alice"), attempt("bob")).forEach(each -> assertInstanceOf(TurnResult.Apart.class, each));
    }
}
