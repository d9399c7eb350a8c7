package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.CampaignOverview.Status;
import dev.posse.NotInitializedException;
import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import dev.posse.store.redis.FailingOver.Isolated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One failover of one shard, before which its master was alone: each shop document that stands there has lost its last
 * acknowledged write, and all others have not.
 */
@DisplayName("A shard's failover loses acknowledged writes of single documents: who says so")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterLossTest {

    private static final int LOST = 1;

    private static final String FALLEN = campaign(key -> key.equals("campaign/"));
    private static final String UNCLAIMED = campaign(key -> key.equals("slot/"));
    private static final String UNRECORDED = campaign(key -> key.equals("transaction/"));
    private static final String WHOLE = campaign(key -> false);
    private static final String RICH = ClusterServers.idIn(LOST + 1, "account/", "rich-");
    private static final String UNPAID = ClusterServers.idIn(LOST, "account/", "unpaid-");
    private static final String LOCKED = ClusterServers.idIn(LOST, "account/", "locked-");
    private static final String SAVER = ClusterServers.idIn(LOST, "account/", "saver-");
    private static final String FRESH = IntStream.range(0, 1000)
            .mapToObj(number -> "fresh" + number + ":")
            .filter(prefix -> ClusterServers.shardOfWhole(prefix + "posse/incarnation") == LOST)
            .findFirst()
            .orElseThrow();

    private final ClusterServers servers = ClusterServers.start(Duration.ofSeconds(2));
    private final Seller node = Seller.first(servers.uri(""));
    private Optional<Seller> fresh = Optional.empty();

    /** A campaign of whose documents those with this beginning, and no others, stand in the shard. */
    private static String campaign(Predicate<String> inLostShard) {
        return IntStream.range(0, 100_000)
                .mapToObj(number -> "drop-" + number)
                .filter(id -> List.of("campaign/", "slot/", "transaction/").stream()
                        .allMatch(kind -> IntStream.rangeClosed(1, 2)
                                .mapToObj(slot -> kind + id + (kind.equals("campaign/") ? "" : "/" + slot))
                                .allMatch(key -> inLostShard.test(kind) == (ClusterServers.shardOf(key) == LOST))))
                .findFirst()
                .orElseThrow();
    }

    @BeforeAll
    void lose() {
        List.of(FALLEN, UNCLAIMED, UNRECORDED, WHOLE).forEach(node::campaign);
        List.of(RICH, UNPAID, LOCKED, SAVER).forEach(node::account);
        purchased(node.buy(RICH, FALLEN, "before"));
        CasKeyValueStore empty = CasKeyValueStore.open(servers.uri("keyPrefix=" + FRESH));
        // The posse would debit the account before the master is alone.
        node.posse().stopPatrols();
        // Its lock is on the replica before the master is alone, its debit comes after that.
        node.store().waitBeforeSwap(3, "account/" + LOCKED);
        CompletableFuture<PurchaseOutcome> slow = CompletableFuture.supplyAsync(() -> node.buy(LOCKED, WHOLE, "slow"));
        node.store().awaitWaiting();
        FailingOver.awaitInStep(servers.masterOf("posse:account/" + UNPAID));
        Isolated alone = servers.isolate("posse:account/" + UNPAID);
        node.store().goOn();
        purchased(slow.join());
        node.posse().startPatrols();
        purchased(node.buy(RICH, FALLEN, "fallen"));
        purchased(node.buy(RICH, UNCLAIMED, "unclaimed"));
        purchased(node.buy(RICH, UNRECORDED, "unrecorded"));
        purchased(node.buy(UNPAID, WHOLE, "unpaid"));
        assertInstanceOf(BalanceOutcome.Moved.class, node.posse().accounts().deposit(SAVER, "second", 5));
        Posse.initialize(empty);
        fresh = Optional.of(Seller.on(empty));
        node.store().awaitReads("campaign/" + FALLEN, 3);
        servers.killAndPromote(alone);
        confirm();
    }

    /** The node shuts with the first of its findings; when it has said all of them a person confirms what is left. */
    private void confirm() {
        node.awaitReached();
        String unused = node.awaitDataLoss(Optional.of(FALLEN));
        String unusedToo = node.awaitDataLoss(Optional.of(UNCLAIMED));
        String unusedAsWell = node.awaitBookingLost(SAVER);
        assertThrows(DataLossException.class, () -> node.buy(RICH, WHOLE, "refused"));
        Waiting.until("it is stopped", () -> statusOf(FALLEN) == Status.STOPPED);
        Waiting.until("it is stopped", () -> statusOf(UNCLAIMED) == Status.STOPPED);
        Waiting.until(
                "there is something to confirm",
                () -> !Posse.confirm(node.store()).isNothing());
        Waiting.until("the node has heard of it", () -> isOpen(node));
    }

    private static boolean isOpen(Seller node) {
        try {
            return node.posse().login(SAVER) instanceof LoginOutcome.Clean;
        } catch (DataLossException e) {
            return false;
        }
    }

    @BeforeEach
    void reachedAgain() {
        node.awaitReached();
    }

    @AfterAll
    void stop() {
        fresh.ifPresent(Seller::close);
        node.close();
        servers.close();
    }

    @Test
    @DisplayName("the campaign: the fence, within one patrol; reopened by a person, it is settled again and balances")
    void campaign() {
        String finding = node.awaitDataLoss(Optional.of(FALLEN));
        assertEquals("its last purchased slot is 1 and was 2 before", finding);
        Waiting.until("it is stopped", () -> statusOf(FALLEN) == Status.STOPPED);
        node.posse().campaigns().reopen(FALLEN);
        Waiting.until(
                "it is settled",
                () -> node.posse().campaigns().find(FALLEN).orElseThrow().lastPurchasedSlot() == 2);
        assertTrue(node.posse().auditCampaign(FALLEN).isBalanced());
    }

    @Test
    @DisplayName("the incarnation: the fence, within one patrol; nothing is sold, and no node is opened")
    void incarnation() {
        Seller waiting = fresh.orElseThrow();
        String finding = waiting.awaitDataLoss(Optional.empty());
        assertTrue(finding.contains("the incarnation document is gone"), finding);
        assertThrows(DataLossException.class, () -> waiting.buy("anybody", "anything", "id"));
        assertThrows(
                NotInitializedException.class,
                () -> Seller.open(servers.uri("keyPrefix=" + FRESH)).close());
    }

    @Test
    @DisplayName("an account, lock and debit: the audit alone, which names it")
    void account() {
        requireFinding(node.posse().audit(), Kind.SPENT_DIFFERS, "account/" + UNPAID);
        assertFalse(node.saysDataLoss(WHOLE));
        assertInstanceOf(LoginOutcome.Clean.class, node.posse().login(UNPAID));
        requireFinding(node.posse().auditCampaign(WHOLE), Kind.SPENT_DIFFERS, "account/" + UNPAID);
    }

    @Test
    @DisplayName("an account's debit only, its lock stands: the audit names it, and a login mends it")
    void debit() {
        String key = "account/" + LOCKED;
        requireFinding(node.posse().audit(), Kind.SPENT_DIFFERS, key);
        assertFalse(node.saysDataLoss(WHOLE));
        assertInstanceOf(LoginOutcome.Purchased.class, node.posse().login(LOCKED));
        assertTrue(node.posse().audit().findings().stream()
                .noneMatch(finding -> finding.key().equals(key)));
    }

    @Test
    @DisplayName("a claim: the fence of the node that sold it, and the audit")
    void claim() {
        String finding = node.awaitDataLoss(Optional.of(UNCLAIMED));
        assertTrue(finding.contains("slot/" + UNCLAIMED + "/1 was sold to " + RICH), finding);
        Waiting.until("it is stopped", () -> statusOf(UNCLAIMED) == Status.STOPPED);
        requireFinding(node.posse().audit(), Kind.SLOT_NOT_CLAIMED, "slot/" + UNCLAIMED + "/1");
    }

    @Test
    @DisplayName("a transaction: the audit alone")
    void transaction() {
        requireFinding(node.posse().audit(), Kind.TRANSACTION_ABSENT, "transaction/" + UNRECORDED + "/1");
        assertFalse(node.saysDataLoss(UNRECORDED));
    }

    @Test
    @DisplayName("a deposit: the node that booked it, and no audit; deposited again by its id it is there once")
    void deposit() {
        String account = SAVER;
        assertTrue(node.posse().audit(account).findings().stream()
                .noneMatch(finding -> finding.key().equals("account/" + account)));
        String finding = node.awaitBookingLost(account);
        assertTrue(finding.contains("the movement second, after which 75 were deposited"), finding);
        assertEquals(Seller.PRICE * 10, balanceOf(account));
        node.posse().accounts().deposit(account, "first", Seller.PRICE * 10);
        node.posse().accounts().deposit(account, "second", 5);
        assertEquals(Seller.PRICE * 10 + 5, balanceOf(account));
    }

    private Status statusOf(String campaign) {
        return node.posse().campaigns().find(campaign).orElseThrow().status();
    }

    private long balanceOf(String account) {
        return node.posse().accounts().statement(account).orElseThrow().balance();
    }

    private static void requireFinding(AuditReport report, Kind kind, String key) {
        assertTrue(
                report.findings().stream()
                        .anyMatch(finding ->
                                finding.kind() == kind && finding.key().equals(key)),
                () -> "no " + kind + " of " + key + " in " + report);
        assertFalse(report.isBalanced());
    }

    private static void purchased(PurchaseOutcome outcome) {
        assertInstanceOf(PurchaseOutcome.Purchased.class, outcome);
    }
}
