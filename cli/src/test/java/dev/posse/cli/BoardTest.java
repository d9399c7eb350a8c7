package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.browser.Scheme;
import dev.posse.browser.Window;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

@DisplayName("On the board")
class BoardTest {

    private final BoardRig rig = new BoardRig(500);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    @DisplayName("a campaign fills while one looks at it")
    void fills() {
        rig.shop.sellOne();
        rig.open();
        rig.await("1 of 100");
        try (CasKeyValueStore store = CasKeyValueStore.open(rig.redis.uri());
                Posse posse = Posse.on(store).node("shop-1").open()) {
            posse.accounts().deposit("alice", "more", 100_000);
            for (int each = 2; each <= 40; each++) {
                posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-" + each));
            }
        }
        rig.await("40 of 100");
        rig.await("shop-1: settled slot");
        assertFalse(rig.browser.find("#rate", BoardRig.SOON).getText().equals("0"));
        assertEquals("Nothing.", rig.browser.find("#calm", BoardRig.SOON).getText());
        rig.browser.picture("board-wide-light");
        rig.browser.scheme(Scheme.DARK);
        rig.browser.picture("board-wide-dark");
    }

    @Test
    @DisplayName(
            "a stopped campaign is found, with what the page for the person on call says, and its command opens it again")
    void stopped() {
        rig.shop.sellOne();
        rig.shop.isStopped("An account is locked for more than it holds");
        rig.open();

        WebElement card = rig.trouble("drop is STOPPED");
        assertTrue(card.getText().contains("An account is locked for more than it holds"), card.getText());
        card.findElement(By.tagName("summary")).click();
        rig.await("Decide which document is the wrong one");
        String reopen = rig.commands(card).stream()
                .filter(command -> command.contains("reopen"))
                .findFirst()
                .orElseThrow();
        rig.browser.picture("board-stopped");
        assertEquals(0, rig.types(reopen), rig::said);
        rig.await("Nothing.");
    }

    @Test
    @DisplayName("a sale that nobody settles is found with its age, and its command settles it")
    void stuck() {
        rig.shop.sellOne();
        rig.shop.diesAfterTheClaim();
        rig.open();

        WebElement card = rig.trouble("alice is locked for slot 2 of drop");
        rig.browser.await(
                "its lock was read",
                BoardRig.SOON,
                () -> rig.commands(rig.trouble("alice is locked")).get(0).contains("resolve"));
        assertTrue(card.getText().contains("for "), card.getText());
        assertEquals(0, rig.types(rig.commands(rig.trouble("alice is locked")).get(0)), rig::said);
        rig.browser.await(
                "the page shows that it is settled",
                BoardRig.SOON,
                () -> rig.browser.all("article.trouble").stream()
                        .noneMatch(one -> one.getText().contains("is locked for it")));
    }

    @Test
    @DisplayName("a lock that holds nothing yet is found by asking for its buyer")
    void lockAlone() {
        rig.shop.sellOne();
        rig.shop.diesAfterTheLock();
        rig.open();
        rig.browser.find("#accountId", BoardRig.SOON).sendKeys("alice\n");

        rig.await("alice is locked since");
        rig.trouble("alice is locked for slot 2 of drop");
        String command =
                rig.browser.find("#accountAnswer .command code", BoardRig.SOON).getText();
        assertTrue(command.contains("resolve"), command);
        assertEquals(0, rig.types(command), rig::said);
        rig.await("alice is not locked");
    }

    @Test
    @DisplayName("hostile texts are texts, on a campaign, a slot, a page of the directory, and the fence")
    void hostile() {
        String hostile = "<img src=http://evil.example/x onerror=alert(1)><script>alert(1)</script>\\u202e\\u0007";
        rig.shop.sellOne();
        rig.shop.isStopped("x");
        rig.shop.edit(
                Keys.campaign("drop"), text -> text.replace("\"reason\":\"x\"", "\"reason\":\"" + hostile + "\""));
        try (CasKeyValueStore store = CasKeyValueStore.open(rig.redis.uri())) {
            store.add(
                    Keys.directory(2),
                    ("{\"format\":1,\"type\":\"directory\",\"page\":2,\"campaigns\":[\"" + hostile + "\"]}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        rig.shop.edit(Keys.INCARNATION, text -> text.replaceFirst("}$", ",\"objection\":\"" + hostile + "\"}"));
        rig.open();

        rig.trouble("drop is STOPPED");
        rig.trouble("posse/directory/2 cannot be read");
        rig.trouble("The fence is closed");
        String shown = rig.browser.text();
        assertTrue(shown.contains("<script>alert(1)</script>\\u202e\\u0007"), shown);
        assertFalse(shown.contains("\u202e") || shown.contains("\u0007"), shown);
        assertEquals(List.of(), rig.askedElsewhere());
        assertEquals(List.of(), rig.browser.script("return violations"));
        assertEquals(0, rig.browser.all("main img, main script").size());
        rig.browser.picture("board-hostile");
    }

    @Test
    @DisplayName("all is done by keys alone, and seen on a telephone without scrolling sideways")
    void keysAndTelephone() {
        rig.shop.sellOne();
        rig.shop.isStopped("An account is locked for more than it holds");
        rig.browser.size(Window.PHONE);
        rig.open();
        rig.trouble("drop is STOPPED");
        assertEquals(0, rig.browser.overflow());
        rig.browser.picture("board-phone-light");

        walkTo("A", "To what needs a look");
        walkTo("SUMMARY", "What to do: Total failure");
        rig.browser.press("\n");
        rig.await("Decide which document is the wrong one");
        walkTo("BUTTON", "drop");
        rig.browser.press("\n");
        rig.browser.await(
                "the campaign's panel has the focus",
                BoardRig.SOON,
                () -> "detailName".equals(rig.browser.focused().getDomAttribute("id")));
        assertEquals(0, rig.browser.overflow());
        walkTo("BUTTON", "Close");
        rig.browser.press("\n");
        walkTo("BUTTON", "Audit all");
        rig.browser.press("\n");
        rig.await("BALANCED");
        rig.browser.scheme(Scheme.DARK);
        assertEquals(0, rig.browser.overflow());
        rig.browser.picture("board-phone-dark");
    }

    /** With the tabulator; whoever is lost for a hundred keys has lost. */
    private void walkTo(String tag, String text) {
        for (int presses = 0; presses < 100; presses++) {
            rig.browser.press("\t");
            WebElement here = rig.browser.focused();
            if (here.getTagName().equalsIgnoreCase(tag)
                    && String.valueOf(here.getDomProperty("textContent")).equals(text)) {
                return;
            }
        }
        throw new AssertionError("no key leads to " + tag + " " + text);
    }

    @Test
    @DisplayName("a store that is killed is out from then on, is no loss of data, and all is well when it is back")
    void outage() throws InterruptedException {
        rig.shop.sellOne();
        rig.open();
        rig.await("1 of 100");
        rig.redis.kill();
        rig.trouble("The store does not answer");
        // Longer than it takes to look at all there is, twice.
        for (int look = 0; look < 40; look++) {
            List<String> troubles = rig.browser.all("article.trouble h3").stream()
                    .map(title -> String.valueOf(title.getDomProperty("textContent")))
                    .toList();
            assertTrue(troubles.contains("The store does not answer"), troubles::toString);
            assertTrue(
                    troubles.stream()
                            .allMatch(title ->
                                    title.equals("The store does not answer") || title.endsWith("cannot be read")),
                    troubles::toString);
            Thread.sleep(250);
        }
        rig.redis.startAgain();
        rig.await("Nothing.");
        rig.await("1 of 100");
    }

    @Test
    @DisplayName("one sees that the board has gone, and it comes back by itself")
    void goesAndComesBack() {
        rig.shop.sellOne();
        rig.open();
        rig.await("1 of 100");
        rig.browser.cdp("Network.enable", Map.of());
        rig.browser.cdp(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        rig.await("The board does not answer");
        rig.browser.cdp(
                "Network.emulateNetworkConditions",
                Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        rig.browser.await("it is back", BoardRig.SOON, () -> !rig.browser.text().contains("The board does not answer"));
    }
}
