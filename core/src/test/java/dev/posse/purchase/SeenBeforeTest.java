package dev.posse.purchase;

import static dev.posse.fixture.ScriptedNode.assertInDoubt;
import static dev.posse.fixture.ScriptedNode.assertSays;
import static dev.posse.fixture.ScriptedNode.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.LockResolver.Request;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A12: a node that has seen a campaign further on sells nothing below; and refusals that cannot be sealed")
class SeenBeforeTest {

    private final ScriptedNode node =
            ScriptedNode.selling().account("alice", 1_000).account("bob", 1_000);

    private Resolution loginOnANodeThatHasSeen(long last) {
        return node.run(
                Actor.LOGIN,
                LockResolver.resolve(new Request(
                        "alice", LockPolicy.COMPLETE, Optional.empty(), "here", ScriptedNode.NOON, campaign -> last)));
    }

    @Test
    @DisplayName(
            "L1.dead: a lock at a slot that was seen settled and is free now is not fired: the data is an older copy")
    void freeAgain() {
        node.diesBefore("D3", node.attempt("alice"));

        assertSays(
                assertThrows(DataLossException.class, () -> loginOnANodeThatHasSeen(1)),
                "slot/drop/1 is free",
                "seen the campaign at slot 1");

        assertEquals("free", node.holder(1));
    }

    @Test
    @DisplayName("L1.dead: a lock at a slot that was seen settled, and is somebody else's, is cleared without a shot")
    void somebodyElses() {
        node.diesBefore("D3", node.attempt("alice"));
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));

        assertInstanceOf(Resolution.Cleared.class, loginOnANodeThatHasSeen(1));

        assertEquals(List.of("L0", "L1.dead", "L2.clear"), node.steps());
    }

    @Test
    @DisplayName("L1: a lock at the slot after the last that was seen settled is fired")
    void nextSlot() {
        node.diesBefore("D3", node.attempt("alice"));

        assertInstanceOf(Resolution.Sold.class, loginOnANodeThatHasSeen(0));
    }

    @Test
    @DisplayName(
            "D1: a campaign that falls back while somebody else's lock is resolved: in doubt, for something was written")
    void fallsBackMeanwhile() {
        byte[] older = node.store().text("campaign/drop").getBytes(UTF_8);
        assertEquals(bought(1), node.somebody().buy(node.attempt("bob")));
        node.diesBefore("D3", node.attempt("alice").id("left"));
        node.store().at("D0", 2).before(() -> node.store().force("campaign/drop", older));

        assertInDoubt(node.buy(node.attempt("alice").id("next").seen(1).after(Duration.ofHours(1))));
    }

    @Test
    @DisplayName(
            "D1.seal: a refusal that cannot be sealed is a failure, and in doubt where an earlier seal was refused")
    void sealFails() {
        node.store().at("D1.seal").fails();
        assertThrows(
                StoreException.class,
                () -> node.buy(node.attempt("alice").atMost(1).again()));

        node.store().at("D1.seal", 2).refuses();
        node.store().at("D1.seal", 3).fails();
        assertInDoubt(node.buy(node.attempt("alice").atMost(1).again()));
    }

    @Test
    @DisplayName(
            "L0.archive: an archive that cannot be read is a failure, and in doubt where an earlier seal was refused")
    void archiveFails() {
        node.account("carl", 1_000, 1);
        assertEquals(bought(1), node.somebody().buy(node.attempt("carl").id("first")));
        assertEquals(bought(2), node.somebody().buy(node.attempt("carl").id("second")));
        node.store().at("L0.archive").fails();
        assertThrows(StoreException.class, () -> node.ask(node.attempt("carl").id("third"), LockPolicy.COMPLETE));

        node.store().at("L0.seal").refuses();
        node.store().at("L0.archive", 3).fails();
        assertInDoubt(node.ask(node.attempt("carl").id("third"), LockPolicy.COMPLETE));
    }
}
