package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Audit of accounts that are locked: what a lock may be, and whose business it is")
class LockAuditTest {

    private final Shop shop = new Shop()
            .campaign("drop", 5)
            .campaign("ads", 5)
            .account("anna", 300)
            .buy("anna", "drop")
            .buy("anna", "ads");

    private void lock(long slot, long price) {
        shop.put(shop.account("anna")
                .locked(new Lock(
                        "drop",
                        slot,
                        Optional.empty(),
                        "p-y",
                        "a-y",
                        price,
                        Optional.empty(),
                        Shop.NOW,
                        UnknownFields.NONE)));
    }

    @Test
    @DisplayName("the last slot of a campaign, for all that an account holds, is a lock like any other")
    void atTheEdge() {
        lock(5, 100);

        assertEquals(List.of(), new Auditor(shop.store).audit().findings());
    }

    @Test
    @DisplayName("one slot further, or for one unit more, is a difference")
    void beyondTheEdge() {
        lock(6, 101);

        assertEquals(3, new Auditor(shop.store).audit().findings().size());
    }

    @Test
    @DisplayName("a lock for one campaign is none of another's business")
    void otherCampaign() {
        lock(6, 101);

        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("ads").findings());
        assertEquals(3, new Auditor(shop.store).auditCampaign("drop").findings().size());
    }

    @Test
    @DisplayName("a locked account that stands still is read twice, and no more: before and after its sales")
    void readTwice() {
        lock(2, 100);
        AtomicInteger reads = new AtomicInteger();
        shop.store.beforeRead(keys -> reads.addAndGet(keys.contains("account/anna") ? 1 : 0));

        assertEquals(List.of(), new Auditor(shop.store).audit().findings());
        assertEquals(2, reads.get());
        assertEquals(List.of(), new Auditor(shop.store).auditCampaign("ads").findings());
        assertEquals(4, reads.get());
    }
}
