package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Without a line of Java")
class SellingCommandsTest extends AtATerminal {

    private void says(int code, String says, String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        words.addAll(List.of("--store", shop.uri));
        answers(code, says, words.toArray(String[]::new));
    }

    @Test
    @DisplayName("a shop is opened, sells a slot, and its books balance")
    void sells() {
        says(0, "is set up", "init");
        says(
                0,
                "drop is OPEN; 0 of 100 slots are settled, at 250 (minor units) each",
                "create drop --price 250 --capacity 100");
        says(0, "The account alice is open", "open alice");
        says(0, "booked as voucher-7; the balance is 1,000 (minor units)", "deposit alice 1000 --id voucher-7");
        says(
                0,
                "order-1 has bought slot 1 of drop for 250 (minor units)",
                "buy alice drop --purchase-id order-1 --yes");
        says(0, "booked as payout-1; the balance is 700 (minor units)", "withdraw alice 50 --id payout-1 --yes");
        says(0, "alice holds 700: deposited 1,000, withdrawn 50, spent 250 (minor units)", "statement alice");
        for (String line : List.of("-250  order-1, slot 1 of drop", "+1,000  voucher-7", "-50  payout-1")) {
            assertTrue(terminal.said().contains(line), terminal.said());
        }
        says(0, "BALANCED", "audit");
    }

    @Test
    @DisplayName("a prefix is a data set of its own, and one that no key may have is refused with its reason")
    void prefixes() {
        shop.sellOne();
        says(1, "not set up", "doctor --prefix shop/");
        says(0, "is set up", "init --prefix shop/");
        says(0, "The account alice is open", "open alice --prefix shop/");
        says(0, "alice holds 0", "statement alice --prefix shop/");
        says(0, "account/alice", "show document account/alice --prefix shop/");
        says(0, "alice holds 750", "statement alice");
        says(2, "A key prefix has 1 to 60 characters", "statement alice --prefix " + "p".repeat(61));
    }

    @Test
    @DisplayName("the same id buys and books once, and everything may be typed twice")
    void twice() {
        shop.sellOne();
        says(0, "slot 1 of drop", "buy alice drop --purchase-id order-1 --yes");
        says(0, "the balance is 750", "deposit alice 1000 --id voucher-7");
        says(0, "1 of 100 slots are settled", "create drop --price 250 --capacity 100");
        says(0, "alice is open", "open alice");
        says(0, "alice holds 750", "statement alice");
    }

    @Test
    @DisplayName(
            "a slot that cannot be read is refused before anybody is locked for it, and what was bought before is told")
    void nextSlotUnreadable() {
        shop.sellOne();
        shop.isSpoilt("slot/drop/2");

        says(5, "The document slot/drop/2 cannot be read", "buy alice drop --purchase-id order-2 --yes");
        says(1, "; 0 locks", "audit");
        says(0, "slot 1 of drop", "buy alice drop --purchase-id order-1 --yes");
    }

    @Test
    @DisplayName("without --yes a purchase and a withdrawal say what they would do, and do nothing")
    void withoutYes() {
        shop.sellOne();
        says(
                2,
                "A slot of drop, which is OPEN, costs 250 (minor units), and alice holds 750 (minor units)",
                "buy alice drop");
        says(2, "alice holds 750 (minor units); to pay out 50 (minor units) of it", "withdraw alice 50");
        says(0, "alice holds 750: deposited 1,000, withdrawn 0, spent 250", "statement alice");
    }

    @Test
    @DisplayName("an id that was not given is drawn, told before anything is written, and told again with the answer")
    void drawn() {
        shop.sellOne();
        says(0, "has bought slot 2 of drop", "buy alice drop --yes");
        String id = found("posse: the id of this purchase is ([0-9a-f-]{36});");
        assertTrue(terminal.said().contains("the purchase " + id + " has bought"), terminal.said());
        says(0, "slot 2 of drop", "buy alice drop --purchase-id " + id + " --yes");
        says(0, "booked as", "deposit alice 5");
        assertFalse(found("posse: the id of this deposit is ([0-9a-f-]{36});").equals(id));
    }

    @Test
    @DisplayName(
            "in doubt the command to be typed next is shown, with its id and payload, and typed where the store answers it ends the doubt")
    void inDoubt() {
        shop.sellOne();
        answers(
                4,
                "nobody knows yet what became of the purchase",
                "buy",
                "alice",
                "drop",
                "--yes",
                "--payload",
                "it's mine",
                "--store",
                shop.uri.replace("shared:", "mute:"));
        String id = found("what became of the purchase ([0-9a-f-]{36});");
        assertTrue(
                terminal.said()
                        .contains("ask again: ./posse buy alice drop --purchase-id " + id
                                + " --payload 'it'\\''s mine' --yes ("),
                terminal.said());
        answers(
                0,
                "the purchase " + id + " has bought slot 2 of drop",
                "buy",
                "alice",
                "drop",
                "--purchase-id",
                id,
                "--payload",
                "it's mine",
                "--yes",
                "--store",
                shop.uri);

        answers(
                4,
                "ask again: ./posse deposit alice 5 --id voucher-8 (",
                "deposit",
                "alice",
                "5",
                "--id",
                "voucher-8",
                "--store",
                shop.uri.replace("shared:", "mute:"));
        answers(
                4,
                "ask again: ./posse withdraw alice 5 --id payout-8 --yes (",
                "withdraw",
                "alice",
                "5",
                "--id",
                "payout-8",
                "--yes",
                "--store",
                shop.uri.replace("shared:", "mute:"));
    }

    @Test
    @DisplayName("what became of a purchase is told by the key that the customer made, too")
    void byKey() {
        shop.sellOne();
        says(0, "bought slot 2", "buy alice drop --purchase-id ~22a~2Fb~22 --yes");
        says(0, "the purchase ~22a~2Fb~22 has bought slot 2 of drop", "resolve alice --key \"a/b\"");
        says(0, "the purchase a~2Fb has bought nothing (NOT_PURCHASED)", "resolve alice --key a/b");
        answers(2, "An empty key names nothing", "resolve", "alice", "--key", "", "--store", shop.uri);
    }

    @Test
    @DisplayName("a withdrawal while a purchase is under way says how to end that, and a statement shows it")
    void locked() {
        shop.sellOne();
        shop.diesAfterTheLock();
        says(
                4,
                "First: ./posse resolve alice; then: ./posse withdraw alice 5 --id payout-1 --yes",
                "withdraw alice 5 --id payout-1 --yes");
        says(
                0,
                "under way since 2026-11-24T15:00:00Z: order-2, slot 2 of drop for 250; to end it: ./posse resolve alice",
                "statement alice");
        says(0, "order-2 has bought slot 2", "resolve alice");
        says(0, "the balance is 495", "withdraw alice 5 --id payout-1 --yes");
    }

    @Test
    @DisplayName("buys nothing above what an account holds, in a closed campaign, or where nothing is left")
    void refused() {
        shop.sellOne();
        says(0, "OPEN", "create one --price 1 --capacity 1");
        says(0, "slot 1 of one", "buy alice one --yes");
        says(6, "has bought nothing (SOLD_OUT)", "buy alice one --yes");
        says(0, "CLOSED", "close drop");
        says(6, "has bought nothing (CLOSED)", "buy alice drop --yes");
        says(0, "OPEN", "create dear --price 1000 --capacity 1");
        says(6, "has bought nothing (INSUFFICIENT_FUNDS)", "buy alice dear --yes");
        assertEquals(
                1,
                terminal.said()
                        .lines()
                        .filter(line -> line.contains("bought nothing"))
                        .count());
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(terminal.said());
        assertTrue(matcher.find(), terminal.said());
        return matcher.group(1);
    }
}
