package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Unknown fields survive, so that an older node does not destroy what a newer one wrote")
class UnknownFieldsTest {

    private final Account account =
            Account.decode("account/anna", Samples.fullAccount().encode());

    @Test
    @DisplayName("D5: in the account, in older purchases and in movements, when the account is debited")
    void debited() {
        String after = Samples.text(account.debited().encode());

        for (String kept : new String[] {"\"tier\":\"gold\"", "\"note\":\"x\"", "\"iban\":\"y\""}) {
            assertTrue(after.contains(kept), () -> kept + " is missing in " + after);
        }
    }

    @Test
    @DisplayName("D3b: in the lock, when it is aimed again")
    void aimedAgain() {
        Lock aimed = account.lock().orElseThrow().aimedAt(9, Optional.empty());

        assertTrue(Samples.text(account.locked(aimed).encode()).contains("\"channel\":\"app\""));
    }

    @Test
    @DisplayName("A9: everywhere, when a deposit comes between")
    void deposited() {
        String after = Samples.text(account.moved(new Movement("m-3", Movement.Kind.DEPOSIT, 1, Instant.EPOCH))
                .encode());

        for (String kept :
                new String[] {"\"tier\":\"gold\"", "\"note\":\"x\"", "\"iban\":\"y\"", "\"channel\":\"app\""}) {
            assertTrue(after.contains(kept), () -> kept + " is missing in " + after);
        }
    }

    @Test
    @DisplayName("A6: from the lock to the claim to the transaction")
    void handedOn() {
        Claim claim = (Claim) Slot.decode(
                "slot/drop/8", account.lock().orElseThrow().claim("anna").encode());
        Transaction transaction =
                Transaction.decode("transaction/drop/8", new Transaction(claim, "n9", Samples.LATER).encode());

        assertEquals(Samples.unknown("{\"channel\":\"app\"}"), claim.unknown());
        assertEquals(claim.unknown(), transaction.claim().unknown());
    }

    @Test
    @DisplayName("A6: and never take the place of a field that claim or transaction know")
    void knownFieldsStay() {
        String foreign = "{\"format\":9,\"type\":\"x\",\"state\":\"void\",\"account\":\"eve\",\"recordedBy\":\"eve\"}";
        Lock lock = new Lock(
                "drop", 8, Optional.empty(), "p", "a", 1, Optional.empty(), Samples.SINCE, Samples.unknown(foreign));

        Slot slot = Slot.decode("slot/drop/8", lock.claim("anna").encode());
        Transaction transaction = Transaction.decode(
                "transaction/drop/8", new Transaction(lock.claim("anna"), "n9", Samples.LATER).encode());

        assertEquals("anna", ((Claim) slot).account());
        assertEquals("n9", transaction.recordedBy());
        assertEquals("anna", transaction.claim().account());
    }

    @Test
    @DisplayName("in campaign and directory, when they move on")
    void others() {
        Campaign campaign = (Campaign) Samples.named("campaign-stopped");
        Directory page = (Directory) Samples.named("directory-full");

        assertTrue(
                Samples.text(campaign.settled(campaign.lastPurchasedSlot() + 1).encode())
                        .contains("\"owner\":\"ops\""));
        assertTrue(Samples.text(
                        campaign.with(Campaign.Status.OPEN, Optional.empty()).encode())
                .contains("\"owner\":\"ops\""));
        assertTrue(Samples.text(page.with("more").encode()).contains("\"sealed\":false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890",
                "-9223372036854775809",
                "0.1000000000000000055511151231257827",
                "1.10",
                "100.00",
                "1E+400",
                "1E-400",
                "[0.30,{\"deep\":[null,true,\"\\u0001\"]}]"
            })
    @DisplayName("huge and exact numbers, and anything else, exactly as they were written")
    void exactly(String value) {
        String json =
                Samples.text(Account.opened("anna").encode()).replaceAll("}$", ",\"newer\":" + quoted(value) + "}");

        Account read = Account.decode("account/anna", Samples.utf8(json));

        assertEquals(json, Samples.text(read.encode()));
    }

    @Test
    @DisplayName("they do not count when facts are compared")
    void sameFacts() {
        Claim plain = Samples.claim(Optional.of("x"), UnknownFields.NONE);

        assertTrue(plain.sameFacts(Samples.claim(Optional.of("x"), Samples.unknown("{\"a\":1}"))));
        assertFalse(plain.sameFacts(Samples.claim(Optional.of("y"), UnknownFields.NONE)));
        assertFalse(plain.sameFacts(Samples.claim(Optional.empty(), UnknownFields.NONE)));
    }

    private static String quoted(String replacement) {
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }
}
