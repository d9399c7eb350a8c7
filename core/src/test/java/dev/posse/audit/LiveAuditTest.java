package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.document.Claim;
import dev.posse.document.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Audit of a shop that goes on selling")
class LiveAuditTest {

    private final Shop shop = new Shop()
            .campaign("drop", 10_000)
            .account("anna", 1_000_000)
            .account("bob", 1_000_000)
            .buy("anna", "drop")
            .buy("bob", "drop");
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger archiveReads = new AtomicInteger();

    @ParameterizedTest(name = "before read {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    @DisplayName("a sale, a new buyer and a new campaign between any two reads are no difference")
    void saleBetweenTwoReads(int at) {
        shop.store.beforeRead(keys -> {
            if (reads.incrementAndGet() == at) {
                shop.buy("anna", "drop")
                        .campaign("fresh", 5)
                        .buy("anna", "fresh")
                        .account("carl", 500);
                shop.buy("carl", "drop").buy("bob", "fresh");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(List.of(), report.findings());
        assertTrue(report.isBalanced());
        assertTrue(reads.get() >= 10, () -> "only " + reads + " reads");
    }

    @ParameterizedTest(name = "before read {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    @DisplayName("a half-done sale that is settled between any two reads is no difference")
    void settlementBetweenTwoReads(int at) {
        Claim claim = shop.claim("anna", "drop");
        shop.store.beforeRead(keys -> {
            if (reads.incrementAndGet() == at) {
                shop.put(new Transaction(claim, "n2", Shop.NOW));
                shop.put(shop.account("anna").debited());
                shop.put(shop.campaign("drop").settled(shop.campaign("drop").lastPurchasedSlot() + 1));
            }
        });

        assertEquals(Verdict.BALANCED, new Auditor(shop.store).audit().verdict());
    }

    @ParameterizedTest(name = "before read {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    @DisplayName("A11: windows that overflow between any two reads are no difference, in all campaigns and in one")
    void windowsOverflow(int at) {
        for (String buyer : List.of("dora", "emil")) {
            shop.account(buyer, 10_000, 1);
            turnOver(buyer);
        }
        shop.store.beforeRead(keys -> {
            if (reads.incrementAndGet() % 24 == at % 24) {
                turnOver("dora");
            }
        });

        AuditReport report = new Auditor(shop.store, List.of("dora", "emil")).audit();

        assertEquals(List.of(), report.findings());
        assertTrue(reads.get() >= 14, () -> "only " + reads + " reads");
        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("drop").findings());
    }

    /** Everything that makes an entry, often enough that nothing of it stays in a window of one or two. */
    private void turnOver(String buyer) {
        shop.buy(buyer, "drop").deposit(buyer, 5).callOff(buyer, "off-" + reads.incrementAndGet());
        shop.withdraw(buyer, 3).deposit(buyer, 1).buy(buyer, "drop").buy(buyer, "drop");
    }

    @Test
    @DisplayName(
            "A11: an archive that grows while it is walked: what the account led to when it was read is still there")
    void growsWhileWalked() {
        shop.account("dora", 10_000, 1);
        turnOver("dora");
        AtomicInteger walked = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.stream().anyMatch(key -> key.startsWith("purchase/dora/"))) {
                walked.incrementAndGet();
                turnOver("dora");
            }
        });

        AuditReport report = new Auditor(shop.store, List.of("dora")).audit();

        assertEquals(List.of(), report.findings());
        assertTrue(walked.get() >= 3, () -> "walked " + walked + " steps");
    }

    @Test
    @DisplayName("an account that moves once while its sales are read is tried again")
    void movesOnce() {
        AtomicInteger ofAnna = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            // The first read of an account comes before its sales are read, the second after.
            if (keys.contains("account/anna") && ofAnna.incrementAndGet() == 2) {
                deposit("anna");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertTrue(report.isBalanced());
        assertEquals(2, report.totals().accounts());
        assertEquals(4, ofAnna.get());
    }

    @Test
    @DisplayName("an account that keeps moving is inconclusive, after a bounded number of rounds")
    void keepsMoving() {
        AtomicInteger ofAnna = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.contains("account/anna")) {
                ofAnna.incrementAndGet();
                deposit("anna");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(Verdict.INCONCLUSIVE, report.verdict());
        assertEquals(Map.of(Kind.ACCOUNT_MOVING, 1L), report.counts());
        assertEquals("account/anna", report.findings().get(0).key());
        assertEquals(1, report.totals().accounts());
        assertEquals(2 * Audit.ROUNDS, ofAnna.get());
    }

    @Test
    @DisplayName("a difference elsewhere outweighs an account that keeps moving")
    void differenceOutweighs() {
        shop.store.lose("transaction/drop/2");
        shop.store.beforeRead(keys -> {
            if (keys.contains("account/anna")) {
                deposit("anna");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(Verdict.DIFFERENCES, report.verdict());
        assertEquals(
                Set.of(Kind.ACCOUNT_MOVING, Kind.TRANSACTION_ABSENT),
                report.counts().keySet());
    }

    @Test
    @DisplayName("a difference of an account that moves and then stands still is found")
    void differenceAfterMove() {
        shop.store.lose("slot/drop/2");
        AtomicInteger ofBob = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.contains("account/bob") && ofBob.incrementAndGet() == 2) {
                deposit("bob");
            }
        });

        AuditReport report = new Auditor(shop.store, List.of("bob")).audit();

        assertTrue(report.counts().containsKey(Kind.SPENT_DIFFERS));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("whatever happens at random between the reads, and between the keys of one read, makes no difference")
    void randomSales(long seed) {
        Random random = new Random(seed);
        for (int buyer = 0; buyer < 20; buyer++) {
            shop.account("b" + buyer, 100_000, 1 + buyer % 3);
        }
        shop.campaign("ads", 10_000);
        shop.store.readOneByOne(random);
        shop.store.beforeRead(keys -> {
            archiveReads.addAndGet(keys.stream().anyMatch(key -> key.startsWith("purchase/")) ? 1 : 0);
            sell(random, keys);
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(Set.of(), differences(report), () -> "seed " + seed + ": " + report.findings());
        assertTrue(archiveReads.get() > 0, () -> "seed " + seed + " archived nothing");
        assertTrue(report.totals().slotsSold() > 20, () -> "seed " + seed + " sold nothing: " + report.totals());
    }

    private void sell(Random random, Collection<String> keys) {
        // Rarely enough that accounts stand still for a while.
        if (random.nextInt(4) == 0 && !keys.isEmpty()) {
            String buyer = "b" + random.nextInt(20);
            switch (random.nextInt(6)) {
                case 0 -> shop.deposit(buyer, 7);
                case 1 -> shop.withdraw(buyer, 5);
                case 2 -> shop.callOff(buyer, "off-" + random.nextInt(1_000_000));
                default -> shop.buy(buyer, random.nextBoolean() ? "drop" : "ads");
            }
        }
    }

    private static Set<Kind> differences(AuditReport report) {
        report.counts().keySet().forEach(kind -> assertTrue(kind != Kind.UNREADABLE));
        return report.with(AuditReport.Weight.DIFFERENCE).stream()
                .map(AuditReport.Finding::kind)
                .collect(java.util.stream.Collectors.toSet());
    }

    private void deposit(String account) {
        shop.deposit(account, 1);
    }
}
