package dev.posse.purchase;

import static dev.posse.bench.Bench.assertInDoubt;
import static dev.posse.bench.Bench.assertSays;
import static dev.posse.bench.Bench.bought;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.bench.Bench;
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

    private final Bench bench = Bench.selling().account("alice", 1_000).account("bob", 1_000);

    private Resolution loginOnANodeThatHasSeen(long last) {
        return bench.run(
                Actor.LOGIN,
                LockResolver.resolve(new Request(
                        "alice", LockPolicy.COMPLETE, Optional.empty(), "here", Bench.NOON, campaign -> last)));
    }

    @Test
    @DisplayName(
            "L1.dead: a lock at a slot that was seen settled and is free now is not fired: the data is an older copy")
    void freeAgain() {
        bench.diesBefore("D3", bench.wish("alice"));

        assertSays(
                assertThrows(DataLossException.class, () -> loginOnANodeThatHasSeen(1)),
                "slot/drop/1 is free",
                "seen the campaign at slot 1");

        assertEquals("free", bench.holder(1));
    }

    @Test
    @DisplayName("L1.dead: a lock at a slot that was seen settled, and is somebody else's, is cleared without a shot")
    void somebodyElses() {
        bench.diesBefore("D3", bench.wish("alice"));
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));

        assertInstanceOf(Resolution.Cleared.class, loginOnANodeThatHasSeen(1));

        assertEquals(List.of("L0", "L1.dead", "L2.clear"), bench.steps());
    }

    @Test
    @DisplayName("L1: a lock at the slot after the last that was seen settled is fired")
    void nextSlot() {
        bench.diesBefore("D3", bench.wish("alice"));

        assertInstanceOf(Resolution.Sold.class, loginOnANodeThatHasSeen(0));
    }

    @Test
    @DisplayName(
            "D1: a campaign that falls back while somebody else's lock is resolved: in doubt, for something was written")
    void fallsBackMeanwhile() {
        byte[] older = bench.store().text("campaign/drop").getBytes(UTF_8);
        assertEquals(bought(1), bench.somebody().buy(bench.wish("bob")));
        bench.diesBefore("D3", bench.wish("alice").id("left"));
        bench.store().at("D0", 2).before(() -> bench.store().force("campaign/drop", older));

        assertInDoubt(bench.buy(bench.wish("alice").id("next").seen(1).after(Duration.ofHours(1))));
    }

    @Test
    @DisplayName(
            "D1.seal: a refusal that cannot be sealed is a failure, and in doubt where an earlier seal was refused")
    void sealFails() {
        bench.store().at("D1.seal").fails();
        assertThrows(
                StoreException.class,
                () -> bench.buy(bench.wish("alice").atMost(1).again()));

        bench.store().at("D1.seal", 2).refuses();
        bench.store().at("D1.seal", 3).fails();
        assertInDoubt(bench.buy(bench.wish("alice").atMost(1).again()));
    }

    @Test
    @DisplayName(
            "L0.archive: an archive that cannot be read is a failure, and in doubt where an earlier seal was refused")
    void archiveFails() {
        bench.account("carl", 1_000, 1);
        assertEquals(bought(1), bench.somebody().buy(bench.wish("carl").id("first")));
        assertEquals(bought(2), bench.somebody().buy(bench.wish("carl").id("second")));
        bench.store().at("L0.archive").fails();
        assertThrows(StoreException.class, () -> bench.ask(bench.wish("carl").id("third"), LockPolicy.COMPLETE));

        bench.store().at("L0.seal").refuses();
        bench.store().at("L0.archive", 3).fails();
        assertInDoubt(bench.ask(bench.wish("carl").id("third"), LockPolicy.COMPLETE));
    }
}
