package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.document.Directory;
import dev.posse.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Audit of a store that does not answer for some keys")
class UnreadKeysTest {

    private final Shop shop = new Shop()
            .campaign("drop", 100)
            .campaign("ads", 100)
            .account("anna", 1000, 1)
            .account("bob", 1000)
            .buy("anna", "drop")
            .buy("anna", "ads")
            .buy("anna", "drop")
            .buy("bob", "drop")
            .buy("bob", "ads");

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "slot/drop/1",
                "slot/drop/2",
                "slot/drop/3",
                "slot/drop/4",
                "slot/drop/9",
                "transaction/drop/1",
                "transaction/drop/3",
                "transaction/drop/7",
                "account/anna",
                "account/bob",
                "campaign/drop",
                "posse/directory/1",
                "posse/directory/2",
                "posse/directory/16",
                "purchase/anna/p-3",
                "purchase/anna/p-4"
            })
    @DisplayName("one key that is not answered is named, and nothing is concluded from it, in all campaigns and in one")
    void oneKey(String key) {
        shop.store.refuse(key);

        AuditReport report = new Auditor(shop.store, List.of("anna", "bob")).audit();

        assertEquals(
                Verdict.INCONCLUSIVE, report.verdict(), () -> report.findings().toString());
        assertEquals(List.of(key), report.findings().stream().map(Finding::key).toList());
        assertTrue(report.findings().get(0).sentence().contains("WRONGTYPE " + key));
        AuditReport one = new Auditor(shop.store).auditCampaign("drop");
        assertTrue(
                Set.of(Kind.NOT_READ).containsAll(one.counts().keySet()),
                () -> one.findings().toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "slot/drop/1",
                "slot/drop/3",
                "slot/drop/4",
                "slot/drop/9",
                "campaign/drop",
                "account/anna",
                "posse/directory/1",
                "posse/directory/2",
                "purchase/anna/p-3"
            })
    @DisplayName("one key that holds nonsense is named, and nothing is concluded from it")
    void nonsense(String key) {
        shop.store.put(key, "[]".getBytes(StandardCharsets.UTF_8));

        AuditReport report = new Auditor(shop.store, List.of("anna", "bob")).audit();

        assertEquals(
                Set.of(Kind.UNREADABLE),
                report.counts().keySet(),
                () -> report.findings().toString());
        assertEquals(List.of(key), report.findings().stream().map(Finding::key).toList());
    }

    @Test
    @DisplayName("a difference elsewhere is found all the same")
    void differenceElsewhere() {
        shop.store.refuse("slot/drop/1");
        shop.store.lose("transaction/ads/2");

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(
                Set.of(Kind.NOT_READ, Kind.TRANSACTION_ABSENT), report.counts().keySet());
        assertEquals(Verdict.DIFFERENCES, report.verdict());
    }

    @Test
    @DisplayName("an account that lacks a debit is found though a slot of somebody is not answered for")
    void lackBesideUnreadSlot() {
        shop.store.refuse("slot/drop/1");
        var before = shop.account("bob");
        shop.buy("bob", "drop");
        shop.put(before);

        assertTrue(new Auditor(shop.store).audit().counts().containsKey(Kind.SPENT_DIFFERS));
    }

    @Test
    @DisplayName(
            "an archive that cannot be followed may hold the purchase of a slot that is not answered for: spent is not judged")
    void brokenArchiveBesideUnreadSlot() {
        shop.store.refuse("slot/drop/1");
        shop.store.lose("purchase/anna/p-4");

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(
                Set.of(Kind.NOT_READ, Kind.ARCHIVE_MISSING, Kind.SALE_WITHOUT_ENTRY),
                report.counts().keySet(),
                () -> report.findings().toString());
    }

    @Test
    @DisplayName("a slot whose first read fails, and whose second does not, is read")
    void answersAgain() {
        shop.store.refuse("slot/drop/2");
        shop.store.beforeRead(keys -> {
            if (keys.contains("transaction/drop/2")) {
                shop.store.answer("slot/drop/2");
            }
        });

        AuditReport report = new Auditor(shop.store).audit();

        assertEquals(
                List.of("slot/drop/2"),
                report.findings().stream().map(Finding::key).toList());
        assertEquals(5, report.totals().slotsSold());
    }

    @Test
    @DisplayName("a third of all keys is not answered for: no difference")
    void aThird() {
        for (int number = 1; number <= 16; number++) {
            for (String key : List.of("slot/drop/", "slot/ads/", "transaction/drop/", "posse/directory/")) {
                if ((key + number).hashCode() % 3 == 0) {
                    shop.store.refuse(key + number);
                }
            }
        }

        AuditReport report = new Auditor(shop.store, List.of("anna", "bob")).audit();

        assertEquals(
                Set.of(Kind.NOT_READ),
                report.findings().stream().map(Finding::kind).collect(Collectors.toSet()),
                () -> report.findings().toString());
    }

    @Test
    @DisplayName("a store that answers for nothing is no finding but an error")
    void down() {
        shop.store.refuse("*");

        assertThrows(StoreException.class, () -> new Auditor(shop.store).audit());
        assertThrows(StoreException.class, () -> new Auditor(shop.store).auditCampaign("drop"));
        assertTrue(shop.store.sizes().size() < 80, () -> shop.store.sizes().size() + " reads");
    }

    @Test
    @DisplayName("a page that had room, and is not answered for when it is read again, is not taken for lost")
    void pageNotReadAgain() {
        shop.put(Directory.empty(2).with("later"));
        shop.store.beforeRead(keys -> {
            if (keys.contains("posse/directory/1")) {
                shop.store.refuse("posse/directory/1");
            }
        });

        assertEquals(
                Set.of(Kind.NOT_READ), new Auditor(shop.store).audit().counts().keySet());
    }

    @Test
    @DisplayName("a page that is not answered for is not taken for lost, though a later one is there")
    void pageNotLost() {
        Directory page = Directory.empty(1);
        while (!page.isFull()) {
            page = page.with("c" + page.campaigns().size());
        }
        shop.put(page).put(Directory.empty(2).with("drop").with("ads"));
        shop.store.refuse("posse/directory/1");

        assertEquals(
                Set.of(Kind.NOT_READ), new Auditor(shop.store).audit().counts().keySet());
    }
}
