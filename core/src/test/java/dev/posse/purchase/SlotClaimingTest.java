package dev.posse.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.ScriptedNode;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.step.End;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Claiming a slot: what its callers cannot do wrong without hearing of it")
class SlotClaimingTest {

    private static final Attempt ATTEMPT = new Attempt(
            "alice",
            "drop",
            "order",
            Optional.empty(),
            OptionalLong.empty(),
            0,
            1,
            Attempt.Mode.FIRST,
            "a1",
            "here",
            ScriptedNode.NOON,
            Duration.ofSeconds(5),
            LockPolicy.COMPLETE,
            HighestSettled.NOTHING,
            SlotTrouble.NONE);

    @Test
    @DisplayName("does not begin without the attempt's own lock")
    void needsTheLock() {
        ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);
        Stored<Account> unlocked =
                new Stored<>(node.account("alice"), node.store().entry("account/alice"));
        Stored<Campaign> campaign = new Stored<>(node.campaign(), node.store().entry("campaign/drop"));

        PurchaseCall call = PurchaseCall.first(ATTEMPT);

        assertThrows(IllegalStateException.class, () -> SlotClaiming.begin(call, campaign, unlocked));
    }

    @Test
    @DisplayName("reports the sale whatever becomes of its settlement, and leaves it to the posse")
    void soldAnyway() {
        Claim claim = new Claim(
                "drop",
                1,
                "alice",
                "order",
                "a1",
                ScriptedNode.PRICE,
                Optional.empty(),
                ScriptedNode.NOON,
                UnknownFields.NONE);

        assertEquals(
                new End<>(new PurchaseEnd(
                        new PurchaseOutcome.Purchased("order", "drop", 1, ScriptedNode.PRICE),
                        Set.of(claim),
                        OptionalLong.empty())),
                new SlotClaiming.AfterSettlement(PurchaseCall.first(ATTEMPT), claim)
                        .after(new StoreException("out of order")));
    }
}
