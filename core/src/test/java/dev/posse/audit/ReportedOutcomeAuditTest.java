package dev.posse.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.audit.AuditReport.Finding;
import dev.posse.audit.AuditReport.Kind;
import dev.posse.document.Directory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Anna: deposit m-1 of 1000, p-2 and p-3 bought slots 1 and 2, deposit m-4 of 500, withdrawal m-5 of 30. */
@DisplayName("Audit of what callers were told")
class ReportedOutcomeAuditTest {

    private static final List<ReportedOutcome> TRUE = List.of(
            new ReportedOutcome.Deposit("anna", "m-1", 1000),
            new ReportedOutcome.Purchase("anna", "p-2", "drop", 1),
            new ReportedOutcome.Purchase("anna", "p-3", "drop", 2),
            new ReportedOutcome.Deposit("anna", "m-4", 500),
            new ReportedOutcome.Withdrawal("anna", "m-5", 30));

    private final Shop shop = new Shop()
            .campaign("drop", 2000)
            .account("anna", 1000, 1)
            .buy("anna", "drop")
            .buy("anna", "drop")
            .deposit("anna", 500)
            .withdraw("anna", 30);

    @Test
    @DisplayName("what is still true, in window and archive, is no difference, however often it was told")
    void stillTrue() {
        List<ReportedOutcome> twice = new ArrayList<>(TRUE);
        twice.addAll(TRUE);

        assertEquals(List.of(), audit(twice).findings());
    }

    @Test
    @DisplayName("a purchase whose slot nobody holds, or somebody else, is named")
    void purchases() {
        assertFindings(
                audit(List.of(
                        new ReportedOutcome.Purchase("anna", "p-9", "drop", 3),
                        new ReportedOutcome.Purchase("anna", "p-2", "drop", 2),
                        new ReportedOutcome.Purchase("bert", "p-2", "drop", 1),
                        new ReportedOutcome.Purchase("anna", "p-2", "gone", 1))),
                "ACCOUNT_ABSENT account/bert: it is absent, and the audit was told of it",
                "TOLD_GONE slot/drop/3: a caller was told: purchase p-9 of anna bought slot 3 of campaign drop; and nobody"
                        + " holds it",
                "TOLD_DIFFERS slot/drop/2: a caller was told: purchase p-2 of anna bought slot 2 of campaign drop; and it is"
                        + " sold to anna for p-3",
                "TOLD_DIFFERS slot/drop/1: a caller was told: purchase p-2 of bert bought slot 1 of campaign drop; and it is"
                        + " sold to anna for p-2",
                "TOLD_GONE slot/gone/1: a caller was told: purchase p-2 of anna bought slot 1 of campaign gone; and nobody"
                        + " holds it");
    }

    @Test
    @DisplayName("a deposit or withdrawal that is gone, or has another amount or kind, is named")
    void movements() {
        assertFindings(
                audit(List.of(
                        new ReportedOutcome.Deposit("anna", "m-9", 7),
                        new ReportedOutcome.Deposit("anna", "m-1", 999),
                        new ReportedOutcome.Deposit("anna", "m-5", 30))),
                "TOLD_GONE account/anna: a caller was told: deposit m-9 of 7 to anna; and neither it nor"
                        + " movement/anna/m-9 remembers it",
                "TOLD_DIFFERS movement/anna/m-1: a caller was told: deposit m-1 of 999 to anna; and it remembers under this"
                        + " id a deposit of 1000",
                "TOLD_DIFFERS account/anna: a caller was told: deposit m-5 of 30 to anna; and it remembers under this id a"
                        + " withdrawal of 30");
    }

    @Test
    @DisplayName(
            "a cancellation that is gone, so that its id may buy, or whose id has bought, is named, in window and archive")
    void cancellations() {
        List<ReportedOutcome> told = List.of(
                new ReportedOutcome.Cancellation("anna", "off-1"), new ReportedOutcome.Cancellation("anna", "off-2"));
        shop.callOff("anna", "off-1").callOff("anna", "off-2");
        assertEquals(List.of(), audit(told).findings());
        shop.buy("anna", "drop");
        assertEquals(List.of(), audit(told).findings());

        assertFindings(
                audit(List.of(
                        new ReportedOutcome.Cancellation("anna", "off-9"),
                        new ReportedOutcome.Cancellation("anna", "p-2"),
                        new ReportedOutcome.Cancellation("anna", "p-6"))),
                "TOLD_GONE account/anna: a caller was told: purchase off-9 of anna is called off and never buys; and neither it"
                        + " nor purchase/anna/off-9 remembers it",
                "TOLD_DIFFERS purchase/anna/p-2: a caller was told: purchase p-2 of anna is called off and never buys; and it"
                        + " remembers under this id slot 1 of campaign drop",
                "TOLD_DIFFERS account/anna: a caller was told: purchase p-6 of anna is called off and never buys; and it"
                        + " remembers under this id slot 3 of campaign drop");
    }

    @Test
    @DisplayName("the accounts of all that was told are audited, though they have bought nothing")
    void accounts() {
        assertEquals(
                Set.of(Kind.ACCOUNT_ABSENT, Kind.TOLD_GONE),
                audit(List.of(new ReportedOutcome.Deposit("dora", "m-9", 5)))
                        .counts()
                        .keySet());
        assertEquals(
                Set.of(Kind.ACCOUNT_ABSENT, Kind.TOLD_GONE),
                audit(List.of(new ReportedOutcome.Cancellation("dora", "p-9")))
                        .counts()
                        .keySet());
    }

    @Test
    @DisplayName("an account that is lost: whatever it alone held is gone")
    void accountLost() {
        shop.store.lose("account/anna");

        AuditReport report = audit(TRUE);

        assertEquals(
                Set.of(Kind.ACCOUNT_ABSENT, Kind.TOLD_GONE), report.counts().keySet());
        assertEquals(
                "TOLD_GONE account/anna: a caller was told: withdrawal m-5 of 30 from anna; and the account is absent",
                report.findings().get(1).toString());
    }

    @Test
    @DisplayName("an account that fell back: what was told since is gone, though its books balance")
    void fellBack() {
        shop.account("carl", 100);
        var before = shop.account("carl");
        shop.deposit("carl", 50).put(before);
        String id = "m-7";

        assertTrue(new Auditor(shop.store, List.of("carl")).audit().isBalanced());
        assertFindings(
                audit(List.of(new ReportedOutcome.Deposit("carl", id, 50))),
                "TOLD_GONE account/carl: a caller was told: deposit m-7 of 50 to carl; and neither it nor movement/carl/m-7"
                        + " remembers it");
    }

    @Test
    @DisplayName("a campaign that is known only from what was told is audited, too")
    void unlisted() {
        shop.put(Directory.empty(1));
        shop.store.lose("account/anna");
        shop.store.lose("transaction/drop/2");

        AuditReport report = audit(List.of(new ReportedOutcome.Purchase("anna", "p-2", "drop", 1)));

        assertEquals(
                Set.of(Kind.ACCOUNT_ABSENT, Kind.CAMPAIGN_NOT_LISTED, Kind.TRANSACTION_ABSENT),
                report.counts().keySet());
        assertEquals(2, report.totals().slotsSold());
    }

    @Test
    @DisplayName("of what cannot be read nothing is said but that")
    void unread() {
        shop.store.refuse("slot/drop/1");
        shop.store.refuse("movement/anna/m-1");
        shop.store.put("slot/drop/2", "[]".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                Set.of(Kind.NOT_READ, Kind.UNREADABLE), audit(TRUE).counts().keySet());
        shop.store.refuse("account/anna");
        assertEquals(
                Set.of(Kind.NOT_READ, Kind.UNREADABLE), audit(TRUE).counts().keySet());
    }

    @Test
    @DisplayName("a deposit that leaves the window between the two reads is found in the archive")
    void leavesWindow() {
        shop.store.beforeRead(keys -> {
            if (keys.contains("movement/anna/m-5")) {
                shop.deposit("anna", 1);
            }
        });

        assertTrue(audit(TRUE).isBalanced());
    }

    @Test
    @DisplayName("thousands are looked at, and all that are gone are listed")
    void thousands() {
        List<ReportedOutcome> told = new ArrayList<>();
        for (int number = 0; number < 1500; number++) {
            told.add(new ReportedOutcome.Deposit("anna", "gone-" + number, 1));
            told.add(new ReportedOutcome.Purchase("anna", "gone-" + number, "drop", 3 + number));
        }

        AuditReport report = audit(told);

        assertEquals(3000, report.counts().get(Kind.TOLD_GONE));
        assertEquals(3000, report.findings().size());
    }

    private AuditReport audit(List<ReportedOutcome> told) {
        return new Auditor(shop.store).audit(told);
    }

    private static void assertFindings(AuditReport report, String... findings) {
        assertEquals(
                List.of(findings),
                report.findings().stream().map(Finding::toString).toList());
    }
}
