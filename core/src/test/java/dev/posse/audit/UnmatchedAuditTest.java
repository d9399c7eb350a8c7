package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Campaign;
import dev.posse.document.UnknownFields;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of purchases without a sale, and sales without a purchase")
class UnmatchedAuditTest {

    private final Shop shop = new Shop()
            .campaign("drop", 100)
            .account("anna", 1000, 1)
            .account("bob", 1000)
            .buy("anna", "drop")
            .buy("anna", "drop")
            .buy("anna", "drop")
            .buy("bob", "drop");

    private List<String> findings() {
        return new Auditor(shop.store)
                .audit().findings().stream().map(Finding::toString).toList();
    }

    @Test
    @DisplayName("a purchase of a slot that is somebody else's, and one of a slot that nobody holds")
    void purchaseWithoutSale() {
        shop.change("account/bob", "\"slot\":4", "\"slot\":1");
        assertTrue(
                findings()
                        .contains(
                                "RECENT_DIFFERS account/bob: it remembers that p-6 bought slot 1 of campaign drop for 100,"
                                        + " and the slot's claim states other facts"),
                findings().toString());

        shop.change("account/bob", "\"slot\":1", "\"slot\":50");
        assertTrue(
                findings()
                        .contains(
                                "RECENT_DIFFERS account/bob: it remembers that p-6 bought slot 50 of campaign drop for 100,"
                                        + " and nobody holds it"),
                findings().toString());
    }

    @Test
    @DisplayName("a sale whose archive document stands, and to which the account does not lead")
    void notLedTo() {
        shop.change("account/anna", "\"lastArchivedPurchase\":\"p-4\"", "\"lastArchivedPurchase\":\"p-3\"");

        assertEquals(
                List.of(
                        "ENTRIES_DIFFER account/anna: no entry of it has the number 3; it says that it has had 4",
                        "SALE_WITHOUT_ENTRY slot/drop/2: it is sold to anna, and the account does not lead to purchase/anna/p-4",
                        "SPENT_DIFFERS account/anna: it says spent 300, and its entries make 200"),
                findings());
    }

    @Test
    @DisplayName("more than the known sales cost is no surplus where neither all sales nor all entries are known")
    void spentForWhatWasNotRead() {
        shop.store.lose("movement/anna/m-1");
        shop.deposit("anna", 1).deposit("anna", 1);
        shop.change("account/anna", "\"balance\":702", "\"balance\":602");
        shop.change("account/anna", "\"spent\":300", "\"spent\":400");
        assertTrue(new Auditor(shop.store).audit().counts().containsKey(Kind.SPENT_DIFFERS));

        shop.put(new Campaign(
                "drop",
                100,
                Long.MAX_VALUE,
                Campaign.Status.OPEN,
                Optional.empty(),
                Long.MAX_VALUE,
                UnknownFields.NONE));
        assertFalse(new Auditor(shop.store).audit().counts().containsKey(Kind.SPENT_DIFFERS));
    }
}
