package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of what changes between two of its reads: what is judged is what was read in the right order")
class BetweenReadsTest {

    private final Shop shop = new Shop()
            .campaign("drop", 100)
            .account("anna", 1000)
            .account("bob", 1000)
            .account("carl", 1000)
            .buy("anna", "drop")
            .buy("bob", "drop");

    /** Lets something happen before the n-th read that asks for a key. */
    private void beforeReadOf(String key, int nth, Runnable action) {
        AtomicInteger reads = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.contains(key) && reads.incrementAndGet() == nth) {
                action.run();
            }
        });
    }

    private List<String> findings() {
        return new Auditor(shop.store)
                .audit().findings().stream().map(Finding::toString).toList();
    }

    @Test
    @DisplayName(
            "who buys for the first time while the audit runs is left to the next one, or a busy shop's would never end")
    void newBuyer() {
        beforeReadOf("account/anna", 1, () -> shop.buy("carl", "drop"));

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(2, report.totals().accounts());
        assertEquals(3, report.totals().slotsSold());
        assertEquals(List.of(), report.findings());
    }

    @Test
    @DisplayName(
            "A5: a campaign that moves past a slot before the accounts are read: a lock that stands then has lost its debit")
    void campaignMovesFirst() {
        Claim claim = shop.claim("bob", "drop");
        shop.put(new Transaction(claim, "n1", Shop.NOW));
        beforeReadOf("slot/drop/3", 1, () -> shop.put(shop.campaign("drop").settled(3)));

        List<String> findings = findings();

        assertEquals(3, findings.size(), findings.toString());
        assertTrue(findings.get(0).startsWith("SALE_WITHOUT_ENTRY slot/drop/3"), findings.get(0));
        assertTrue(findings.get(1).startsWith("SPENT_DIFFERS account/bob: expected spent to be 200"), findings.get(1));
        assertEquals(
                "LOCK_DIFFERS account/bob: its lock for slot/drop/3 still stands, and the campaign says that this slot is"
                        + " settled: its debit is lost",
                findings.get(2));
    }

    @Test
    @DisplayName("a campaign that is created after it was looked for, and before its first sale is read, is not absent")
    void createdLate() {
        List<String> done = new ArrayList<>();
        shop.store.beforeRead(keys -> {
            if (keys.contains("account/anna") && done.isEmpty()) {
                done.add("listed");
                shop.put(Directory.empty(1).with("drop").with("late"));
            } else if (keys.contains("slot/late/1") && done.size() == 1) {
                done.add("created and sold");
                shop.put(Campaign.created("late", 100, 5)).buy("carl", "late");
            }
        });

        assertEquals(List.of(), findings());
        assertEquals(2, done.size());
    }

    @Test
    @DisplayName("a page that had room, and was filled when a later page was begun, is not lost")
    void pageFilled() {
        List<String> others = IntStream.range(0, Directory.PAGE_SIZE - 2)
                .mapToObj(n -> "c" + n)
                .toList();
        Directory page = Directory.empty(1).with("drop");
        for (String other : others) {
            page = page.with(other);
        }
        Directory full = page.with("last");
        shop.put(page).put(Directory.empty(2).with("next"));
        AtomicInteger alone = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.size() == 1 && keys.contains("posse/directory/1") && alone.incrementAndGet() == 1) {
                shop.put(full);
            }
        });

        assertEquals(List.of(), findings());
    }

    @Test
    @DisplayName("A5: a transaction that comes after its claim was read is compared with it, too")
    void transactionComesLate() {
        Claim claim = shop.claim("bob", "drop");
        shop.put(shop.account("bob").debited());
        Claim other = new Claim(
                "drop", 3, "bob", claim.purchaseId(), "a-9", 100, claim.payload(), claim.since(), UnknownFields.NONE);
        beforeReadOf("account/anna", 1, () -> shop.put(new Transaction(other, "n1", Shop.NOW)));

        assertEquals(
                List.of("TRANSACTION_DIFFERS transaction/drop/3: it states other facts than slot/drop/3"), findings());
    }

    @Test
    @DisplayName("a lock of the last round, in a campaign that nobody knew of before, is compared with that campaign")
    void lockInUnknownCampaign() {
        shop.put(Campaign.created("late", 100, 5));
        AtomicInteger reads = new AtomicInteger();
        shop.store.beforeRead(keys -> {
            if (keys.contains("account/anna")) {
                int read = reads.incrementAndGet();
                if (read == 2 * Audit.ROUNDS - 1) {
                    shop.lock("anna", "late");
                } else if (read % 2 == 0 && read < 2 * Audit.ROUNDS) {
                    shop.deposit("anna", 1);
                }
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(
                Set.of(Kind.CAMPAIGN_NOT_LISTED),
                report.counts().keySet(),
                () -> report.findings().toString());
        assertEquals(1, report.totals().locks());
    }
}
