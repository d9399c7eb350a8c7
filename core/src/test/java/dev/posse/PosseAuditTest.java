package dev.posse;

import static dev.posse.fixture.ScriptedNode.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.audit.AuditReport;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.audit.AuditReport.Verdict;
import dev.posse.audit.ReportedOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The front door: the audit, of what this node's store holds")
class PosseAuditTest {

    private final FrontFixture front = FrontFixture.selling();
    private final Posse posse = front.posse;

    PosseAuditTest() {
        posse.campaigns().create("next", 250, 3);
        var unused = posse.purchase(PurchaseRequest.of("alice", "next").withPurchaseId("order"));
    }

    @Test
    @DisplayName("the whole store: all campaigns, all buyers, and the accounts that are named besides")
    void whole() {
        assertEquals(1, posse.audit().totals().accounts());

        AuditReport report = posse.audit("bob");

        assertEquals(2, report.totals().accounts());
        assertEquals(250, report.totals().revenue());
        assertEquals(Verdict.BALANCED, report.verdict());
        assertEquals(Map.of(Kind.ACCOUNT_ABSENT, 1L), posse.audit("nobody").counts());
    }

    @Test
    @DisplayName(
            "with what callers were told: what is not true any more is named, of the accounts named besides as well")
    void told() {
        ReportedOutcome order = new ReportedOutcome.Purchase("alice", "order", "next", 1);
        assertEquals(Verdict.BALANCED, posse.audit(List.of(order)).verdict());

        AuditReport report = posse.audit(List.of(order, new ReportedOutcome.Deposit("bob", "voucher", 5)), "nobody");

        assertEquals(
                Set.of(Kind.TOLD_GONE, Kind.ACCOUNT_ABSENT), report.counts().keySet());
    }

    @Test
    @DisplayName("one campaign: its sales alone")
    void campaign() {
        assertEquals(1, posse.auditCampaign("next").totals().slotsSold());
        assertEquals(0, posse.auditCampaign("drop").totals().slotsSold());
        assertSays(assertThrows(IllegalArgumentException.class, () -> posse.auditCampaign("a b")), "campaign id");
    }
}
