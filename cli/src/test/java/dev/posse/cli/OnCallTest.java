package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The person on call")
class OnCallTest extends AtATerminal {

    private void types(int code, String says, String... command) {
        String[] args = new String[command.length + 2];
        System.arraycopy(command, 0, args, 0, command.length);
        args[command.length] = "--store";
        args[command.length + 1] = shop.uri;
        answers(code, says, args);
    }

    @Test
    @DisplayName("closes a campaign and opens it again; a campaign that is not there is exit code 2")
    void closesAndReopens() {
        shop.sellOne();
        types(0, "drop is CLOSED; 1 of 100 slots are settled", "close", "drop");
        types(0, "\"status\" : \"CLOSED\"", "close", "drop", "--json");
        types(0, "from now on it is OPEN", "reopen", "drop");
        types(0, "\"status\" : \"OPEN\"", "show", "campaigns", "--json");
        types(2, "there is no campaign nope", "close", "nope");
        types(2, "there is no campaign nope", "reopen", "nope");
    }

    @Test
    @DisplayName(
            "finds the stopped campaigns and why; closing does not lift a stop; books that balance let it open again")
    void findsStopped() {
        shop.sellOne();
        types(0, "", "show", "campaigns", "--stopped");
        assertEquals("", terminal.said());
        shop.isStopped("somebody found something");
        types(0, "drop: somebody found something", "show", "campaigns", "--stopped");
        types(0, "drop is STOPPED (somebody found something)", "close", "drop");
        types(0, "from now on it is OPEN", "reopen", "drop");
    }

    @Test
    @DisplayName("cannot open a stopped campaign by accident while the books do not balance")
    void reopenAudits() {
        shop.sellOne();
        shop.losesTheDebit();
        shop.isStopped("found");
        types(ExitCode.NOT_HEALTHY, "SPENT_DIFFERS account/alice", "reopen", "drop");
        types(0, "STOPPED", "show", "campaigns");
        types(0, "from now on it is OPEN", "reopen", "drop", "--without-audit");
    }

    @Test
    @DisplayName("sees the last sold slots, and which of them are not settled")
    void seesSold() {
        shop.sellOne();
        shop.diesAfterTheClaim();
        types(0, "order-2  not settled", "show", "sold", "drop");
        assertTrue(terminal.said().contains("order-1\n"), terminal.said());
        types(0, "\"settled\" : false", "show", "sold", "drop", "--last", "1", "--json");
        assertFalse(terminal.said().contains("order-1"), terminal.said());
        types(2, "1 to 1000", "show", "sold", "drop", "--last", "0");
        types(2, "there is no campaign/nope", "show", "sold", "nope");
        types(0, "its lock stands since 2026-11-24T15:00:00Z", "audit");
    }

    @Test
    @DisplayName("finishes what stands half done on an account")
    void resolves() {
        shop.sellOne();
        shop.diesAfterTheLock();
        types(0, "the purchase order-2 has bought slot 2 of drop for 250", "resolve", "alice");
        types(0, "no purchase is under way", "resolve", "alice");
        types(2, "there is no such account", "resolve", "bob");
    }

    @Test
    @DisplayName("calls off what stands half done on an account")
    void callsOff() {
        shop.sellOne();
        shop.diesAfterTheLock();
        types(0, "the purchase order-2 in drop is called off; no money was taken", "resolve", "alice", "--cancel");
        types(0, "BALANCED", "audit");
    }

    @Test
    @DisplayName("asks what became of one purchase, or calls it off")
    void asksForOnePurchase() {
        shop.sellOne();
        shop.diesAfterTheLock();
        types(0, "order-1 has bought slot 1 of drop for 250", "resolve", "alice", "--purchase", "order-1");
        types(0, "bought nothing (CANCELLED)", "resolve", "alice", "--purchase", "order-2", "--cancel");
        types(0, "bought nothing (CANCELLED)", "resolve", "alice", "--purchase", "order-2");
        types(0, "\"outcome\" : \"NotPurchased\"", "resolve", "alice", "--purchase", "order-3", "--json");
        types(2, "no such account", "resolve", "bob", "--purchase", "order-1");
    }

    @Test
    @DisplayName("gives a lost debit back: the lock is written by the claim, resolved, and the books balance")
    void mendsALostDebit() throws IOException {
        shop.sellOne();
        shop.losesTheDebit();
        types(ExitCode.NOT_HEALTHY, "SPENT_DIFFERS", "audit");
        types(0, "\"attempt\"", "show", "slot", "drop", "1");
        String facts =
                terminal.said().replaceAll("(?s).*(\"attempt\" : \"[0-9a-f]+\").*(\"since\" : \"[^\"]+\").*", "$1,$2");
        types(0, "account/alice @", "show", "account", "alice");
        Path file = directory.resolve("alice.txt");
        Files.writeString(
                file,
                terminal.said()
                        .replace(
                                "\"recentPurchases\"",
                                "\"lock\":{\"campaign\":\"drop\",\"slot\":1,\"purchase\":\"order-1\",\"price\":250,"
                                        + facts + "},\"recentPurchases\""));
        types(0, "account/alice @", "mend", file.toString());
        types(0, "the purchase order-1 has bought slot 1 of drop for 250", "resolve", "alice");
        types(0, "BALANCED", "audit");
        types(2, "not at version", "mend", file.toString());
    }

    @Test
    @DisplayName("writes a lost document back, and nothing that no node could read")
    void mendsALostDocument() throws IOException {
        shop.sellOne();
        types(0, "", "show", "slot", "drop", "1");
        Path file = directory.resolve("slot.txt");
        Files.writeString(
                file,
                terminal.said()
                        .replaceFirst("@\\S+", "@absent")
                        .replaceFirst("slot/drop/1", "slot/drop/7")
                        .replace("\"slot\" : 1", "\"slot\" : 7"));
        types(0, "\"key\" : \"slot/drop/7\"", "mend", "--json", file.toString());
        types(2, "not absent any more", "mend", file.toString());
        Files.writeString(file, "slot/drop/8 @absent\n{\"format\":1}");
        types(2, "no node could read it", "mend", file.toString());
        Files.writeString(file, "somebody/else @absent\n{}");
        types(2, "No document of Posse", "mend", file.toString());
        Files.writeString(file, "{}");
        types(2, "does not begin with a line", "mend", file.toString());
        types(2, "cannot be read", "mend", directory.resolve("none").toString());
    }

    @Test
    @DisplayName("sees a corrupt document as it is, with exit code 1; commands that need it end with 5 and a sentence")
    void corrupt() {
        shop.sellOne();
        shop.edit(Keys.account("alice"), text -> text.replace("\"balance\"", "balance"));
        types(ExitCode.NOT_HEALTHY, "balance:750", "show", "account", "alice");
        types(ExitCode.NOT_HEALTHY, "\"problem\"", "show", "account", "alice", "--json");
        types(ExitCode.NOT_HEALTHY, "UNREADABLE account/alice", "audit");
        types(ExitCode.DATA_UNUSABLE, "posse: The document account/alice cannot be read", "resolve", "alice");
        assertEquals(1, terminal.said().lines().count(), terminal.said());
    }

    @Test
    @DisplayName("is told to update where a newer release has written, and nothing is overwritten")
    void newer() {
        shop.sellOne();
        shop.edit(Keys.campaign("drop"), text -> text.replace("\"format\":1", "\"format\":2"));
        types(ExitCode.NOT_HEALTHY, "update this node", "show", "campaigns", "--stopped");
        types(ExitCode.NOT_HEALTHY, "\"problem\"", "show", "campaigns", "--json");
        types(ExitCode.DATA_UNUSABLE, "update this node", "close", "drop");
        types(ExitCode.NOT_HEALTHY, "\"format\" : 2", "show", "campaign", "drop");
    }

    @Test
    @DisplayName("is not told that the books of a store balance that came back empty")
    void emptyIsNotBalanced() {
        types(ExitCode.DATA_UNUSABLE, "not set up", "audit");
        types(ExitCode.DATA_UNUSABLE, "\"initialization\" : \"ABSENT\"", "audit", "--json");
        types(ExitCode.DATA_UNUSABLE, "do not set it up before you know", "reopen", "drop");
        types(ExitCode.DATA_UNUSABLE, "There is nothing to confirm", "confirm");
    }

    @Test
    @DisplayName("sees that the data has another life, cannot sell on by accident, and confirms")
    void anotherLife() {
        shop.sellOne();
        shop.edit(Keys.INCARNATION, text -> text.replace("this life", "an earlier life"));
        types(ExitCode.NOT_HEALTHY, "another life", "doctor");
        types(ExitCode.DATA_UNUSABLE, "./posse confirm", "resolve", "alice");
        types(0, "another life", "audit");
        types(0, "Confirmed, and overruled:\n  ", "confirm");
        assertTrue(terminal.said().contains("an earlier life"), terminal.said());
        types(0, "Nothing to confirm", "confirm");
        types(0, "\"confirmed\" : false", "confirm", "--json");
        shop.edit(Keys.INCARNATION, text -> text.replace("this life", "an earlier life"));
        types(0, "\"confirmed\" : true", "confirm", "--json");
        types(0, "no purchase is under way", "resolve", "alice");
    }

    @Test
    @DisplayName("hears of the books what can be said, where the incarnation document cannot be read")
    void unreadableIncarnation() {
        shop.sellOne();
        shop.edit(Keys.INCARNATION, text -> text.replace("\"since\"", "since"));
        types(ExitCode.DATA_UNUSABLE, "BALANCED", "audit");
        assertTrue(terminal.said().contains("its posse/incarnation cannot be read"), terminal.said());
        types(ExitCode.DATA_UNUSABLE, "\"initialization\" : \"UNREADABLE\"", "audit", "--json");
    }

    @Test
    @DisplayName("sees that a node objects to the data, and what it says, until it is confirmed")
    void objected() {
        shop.sellOne();
        shop.edit(
                Keys.INCARNATION,
                text -> text.replace("\"incarnation\":", "\"objection\":\"shop-1: drop fell back\",\"incarnation\":"));
        types(ExitCode.NOT_HEALTHY, "a node has noticed a loss", "doctor");
        types(ExitCode.NOT_HEALTHY, "\"initialization\" : \"OBJECTED\"", "doctor", "--json");
        types(0, "a node has noticed a loss", "audit");
        types(0, "shop-1: drop fell back", "show", "document", Keys.INCARNATION);
        types(ExitCode.DATA_UNUSABLE, "shop-1: drop fell back", "reopen", "drop");
        types(0, "shop-1: drop fell back", "confirm");
        types(0, "BALANCED", "audit");
        assertFalse(terminal.said().contains("noticed"), terminal.said());
    }

    @Test
    @DisplayName("hears which release this is, and of no slot 0")
    void small() {
        assertEquals(0, terminal.posse("show", "-V"));
        assertTrue(terminal.said().matches("Posse \\d+\\.\\d+\\.\\d+.*\\R"), terminal.said());
        types(2, "numbered from 1", "show", "slot", "drop", "0");
        types(0, "\"incarnation\"", "init", "--json");
    }
}
