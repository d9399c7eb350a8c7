package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.CampaignOverview;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.redis.FailingOver.Isolated;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One failover before which the master was alone: all documents are what they were a moment before, and agree. */
@DisplayName("A failover of the only master loses the last writes of all documents: who says so")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentinelLossTest {

    private final SentinelServers servers = SentinelServers.start(Duration.ofSeconds(2));
    private final Seller watching = Seller.first(servers.uri(""));
    private final Seller blind = Seller.open(servers.uri("swap=script"));

    @BeforeAll
    void lose() {
        blind.posse().stopPatrols();
        watching.campaign("seen");
        watching.campaign("resold");
        watching.campaign("waited");
        watching.account("alice");
        watching.account("bob");
        assertEquals(sold("seen", 1, "a"), watching.buy("alice", "seen", "a"));
        assertEquals(sold("resold", 1, "b"), watching.buy("alice", "resold", "b"));
        FailingOver.awaitInStep(servers.masterOf(""));
        Isolated alone = servers.isolate("");
        try (RedisStore careful = RedisStore.open(servers.uri("replicas=1&replicaWait=100ms"))) {
            assertThrows(OutcomeUnknownException.class, () -> careful.add("careful", "x".getBytes(UTF_8)));
            assertTrue(careful.get("careful").isPresent());
        }
        try (Seller careful = Seller.open(servers.uri("replicas=1&replicaWait=50ms"))) {
            assertEquals(sold("waited", 1, "f"), careful.buy("bob", "waited", "f"));
        }
        watching.posse().accounts().open("carol");
        assertEquals(sold("seen", 2, "c"), watching.buy("alice", "seen", "c"));
        watching.store().awaitReads("campaign/seen", 3);
        watching.posse().stopPatrols();
        assertEquals(sold("resold", 2, "d"), blind.buy("alice", "resold", "d"));
        alone.master().cli("CONFIG", "SET", "min-replicas-to-write", "1");
        assertThrows(StoreException.class, () -> watching.buy("alice", "seen", "refused"));
        servers.killAndPromote(alone);
        try (Seller other = Seller.open(servers.uri(""))) {
            // The first sale after the failover: the slot that was lost with the last one before it.
            assertEquals(sold("resold", 2, "e"), other.buy("bob", "resold", "e"));
        }
        watching.awaitReached();
        watching.posse().startPatrols();
    }

    @BeforeEach
    void reachedAgain() {
        watching.awaitReached();
        blind.awaitReached();
    }

    @AfterAll
    void stop() {
        blind.close();
        watching.close();
        servers.close();
    }

    @Test
    @DisplayName("a campaign that a patrol had seen further on: the fence, within one patrol")
    void seen() {
        String finding = watching.awaitDataLoss(Optional.of("seen"));
        assertTrue(finding.startsWith("its last purchased slot is 1 and was 2 before"), finding);
        assertTrue(finding.contains("slot/seen/2 was sold to alice for purchase c, and is gone"), finding);
        awaitStopped("seen");
    }

    @Test
    @DisplayName("a slot that was sold again at once: no audit and no number, only the node that sold it first")
    void resold() {
        assertFalse(watching.saysDataLoss("resold"));
        assertTrue(watching.posse().audit().isBalanced());
        blind.posse().startPatrols();
        String finding = blind.awaitDataLoss(Optional.of("resold"));
        assertTrue(finding.contains("slot/resold/2 was sold to alice for purchase d, and is not that sale"), finding);
        awaitStopped("resold");
    }

    @Test
    @DisplayName("an account that was just opened: no audit, only the node that opened it")
    void opened() {
        assertTrue(watching.posse().audit().isBalanced());
        String finding = watching.awaitBookingLost("carol");
        assertEquals("the account was opened, and account/carol is gone", finding);
    }

    @Test
    @DisplayName("a write that too few replicas acknowledged was in doubt, and is gone: nothing untrue was said")
    void inDoubt() {
        assertTrue(watching.store().get("careful").isEmpty());
    }

    @Test
    @DisplayName("a sale waits for replicas in vain, is found on the master and goes on: WAIT alone does not save it")
    void waited() {
        assertTrue(watching.posse().campaigns().sold("waited", 1, 1).isEmpty());
    }

    @Test
    @DisplayName("with min-replicas-to-write a master that is alone refuses, and there is nothing to be lost")
    void refused() {
        assertTrue(watching.posse().accounts().statement("alice").orElseThrow().purchases().stream()
                .noneMatch(purchase -> purchase.purchaseId().equals("refused")));
    }

    private void awaitStopped(String campaign) {
        Waiting.until(
                campaign + " is stopped",
                () -> watching.posse().campaigns().find(campaign).orElseThrow().status()
                        == CampaignOverview.Status.STOPPED);
    }

    private static Purchased sold(String campaign, long slot, String purchaseId) {
        return new Purchased(purchaseId, campaign, slot, Seller.PRICE);
    }
}
