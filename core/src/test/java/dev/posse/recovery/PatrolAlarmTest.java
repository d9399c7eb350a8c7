package dev.posse.recovery;

import static dev.posse.fixture.ScriptedNode.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Campaign.Status;
import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.document.Lock;
import dev.posse.document.Transaction;
import dev.posse.fixture.ChangedAccount;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Total failure, and documents that cannot be read")
class PatrolAlarmTest {

    private final ScriptedNode node = ScriptedNode.selling().account("alice", 1_000);

    PatrolAlarmTest() {
        node.diesBefore("D4", node.attempt("alice"));
    }

    private PosseEvent.TotalFailure alarm() {
        Map<String, String> before = node.store().values();

        assertEquals(Ending.ALARM, node.patrol().ending());

        assertEquals(1, node.alarms().size());
        PosseEvent.TotalFailure alarm = node.alarms().get(0);
        Campaign stopped = node.campaign();
        assertEquals(Status.STOPPED, stopped.status());
        assertEquals(Optional.of(alarm.finding()), stopped.reason());
        assertEquals(Optional.of("a1"), alarm.subject().attemptId());
        node.with(stopped.with(Status.OPEN, Optional.empty()));
        assertEquals(before, node.store().values(), "nothing is repaired");
        node.with(stopped);
        return alarm;
    }

    @Test
    @DisplayName("R3b.i: sold, not recorded, not locked, twice looked at: alarm with everything read, campaign stopped")
    void lostSale() {
        node.with(node.account("alice").unlocked());

        PosseEvent.TotalFailure alarm = alarm();

        assertEquals(
                Set.of("campaign/drop", "slot/drop/1", "account/alice"),
                alarm.read().keySet());
        assertEquals(
                List.of("R0", "R1.run", "R2", "R2.look", "R3", "R3b.i", "total failure", "stop.look", "stop"),
                node.steps());
        assertEquals(Ending.STOPPED, node.patrol().ending(), "the next patrol leaves it alone");
        assertEquals(
                ScriptedNode.not(Reason.STOPPED),
                node.somebody().buy(node.attempt("alice").id("next")),
                "every node honours it");
    }

    @Test
    @DisplayName("R3b.i: the lock of another attempt does not pay for this sale: alarm (A1)")
    void lockOfAnotherAttempt() {
        node.with(node.account("alice").unlocked());
        node.diesBefore("D3", node.attempt("alice").id("next"));

        PosseEvent.TotalFailure unused = alarm();
        assertEquals("next", node.account("alice").lock().orElseThrow().purchaseId());
    }

    @Test
    @DisplayName("R3: the buyer's account is absent: alarm")
    void absentAccount() {
        node.store().lose("account/alice");

        assertEquals(Set.of("campaign/drop", "slot/drop/1"), alarm().read().keySet());
    }

    @Test
    @DisplayName("R3a: the transaction states other facts: alarm, with the transaction")
    void otherFacts() {
        Claim claim = (Claim) node.slot(1).orElseThrow();
        node.with(new Transaction(
                new Claim(
                        claim.campaign(),
                        claim.slot(),
                        "mallory",
                        claim.purchaseId(),
                        claim.attemptId(),
                        claim.price(),
                        claim.payload(),
                        claim.since(),
                        claim.unknown()),
                "x",
                NOON));

        assertTrue(alarm().read().containsKey("transaction/drop/1"));
    }

    @Test
    @DisplayName("R3b.ii: locked for more than the account holds: alarm, and never a negative balance")
    void poor() {
        Account account = node.account("alice");
        node.with(ChangedAccount.withTotals(account, 1, 0, 0));

        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(1, node.account("alice").balance());
        assertEquals(Status.STOPPED, node.campaign().status());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 249, 251, 1_001})
    @DisplayName("A6: the lock states another price than the claim: alarm, and nothing is debited")
    void otherPrice(long price) {
        Account account = node.account("alice");
        Lock lock = account.lock().orElseThrow();
        Lock other = new Lock(
                lock.campaign(),
                lock.slot(),
                lock.replaces(),
                lock.purchaseId(),
                lock.attemptId(),
                price,
                lock.payload(),
                lock.since(),
                lock.unknown());
        node.with(account.unlocked().locked(other));

        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(
                Set.of("slot/drop/1", "account/alice"),
                node.alarms().get(0).read().keySet());
        assertEquals(1_000, node.account("alice").balance());
        assertEquals(Optional.of(other), node.account("alice").lock());
        assertEquals(Status.STOPPED, node.campaign().status());
    }

    @Test
    @DisplayName("The stop: somebody changes the campaign between: written again; already stopped: left so")
    void stopMismatch() {
        node.with(node.account("alice").unlocked());
        node.store().at("stop", 1).before(() -> node.with(node.campaign().with(Status.CLOSED, Optional.empty())));
        node.store().at("stop", 2).unknownAndLost();
        node.store().at("stop.look", 2).fails();
        node.store()
                .at("stop", 3)
                .before(() -> node.with(node.campaign().with(Status.STOPPED, Optional.of("a neighbour"))));

        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(Status.STOPPED, node.campaign().status());
        assertEquals(Optional.of("a neighbour"), node.campaign().reason());
    }

    @Test
    @DisplayName("The stop cannot be written: bounded; the next patrol raises the alarm again")
    void stopLost() {
        node.with(node.account("alice").unlocked());
        node.store().atEvery("stop").unknownAndLost();
        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(10, node.steps().stream().filter("stop"::equals).count());

        node.store().behave();
        node.store().atEvery("stop.look").fails();
        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(2 * 10, node.steps().stream().filter("stop.look"::equals).count());

        node.store().behave();
        assertEquals(Ending.ALARM, node.patrol().ending());
        assertEquals(3, node.alarms().size());
        assertEquals(Status.STOPPED, node.campaign().status());
    }

    @Test
    @DisplayName("The stop: a campaign that cannot be read cannot be stopped; the alarm is raised all the same")
    void stopUnreadable() {
        node.with(node.account("alice").unlocked());
        node.store()
                .at("stop.look")
                .before(() -> node.store().force("campaign/drop", "{}".getBytes(StandardCharsets.UTF_8)));

        assertEquals(Ending.ALARM, node.patrol().ending());

        assertEquals(1, node.alarms().size());
        assertEquals("{}", node.store().values().get("campaign/drop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign/drop", "slot/drop/1", "account/alice", "transaction/drop/1"})
    @DisplayName("A document that cannot be read ends the patrol, without alarm, and nothing is written")
    void unreadable(String key) {
        for (String content : new String[] {"no JSON", "{\"format\":2,\"type\":\"account\"}"}) {
            node.store().force(key, content.getBytes(StandardCharsets.UTF_8));
            Map<String, Entry> before = node.store().content();

            DocumentException error = assertThrows(DocumentException.class, node::patrol);

            ScriptedNode.assertSays(error, key);
            assertEquals(before, node.store().content());
            assertTrue(node.alarms().isEmpty());
        }
    }
}
