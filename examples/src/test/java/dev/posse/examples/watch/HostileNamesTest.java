package dev.posse.examples.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Browser;
import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunPhase;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On the page of a run")
class HostileNamesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EVIL =
            "<script>document.title='evil'</script><img src=x onerror=\"document.title='evil'\">";

    @Test
    @DisplayName("names are text: a campaign, a node and a purchase that are called <script> do no harm")
    void hostile() throws BindException {
        try (RunBoard board = RunBoard.open(EVIL, EVIL, 0);
                Browser browser = Browser.start()) {
            begin(board, EVIL);
            board.on(new RunEvent.Asked(10, EVIL, EVIL, EVIL, EVIL, "PURCHASE"));
            board.on(new RunEvent.StepTaken(11, EVIL, "DRIVER", EVIL, EVIL, EVIL, EVIL, 1, EVIL, "HAPPENED", 5));
            board.on(new RunEvent.DriverDied(12, EVIL, EVIL, EVIL, "D3", true));
            board.on(new RunEvent.SaleRecovered(13, EVIL, 1, EVIL, EVIL, EVIL, Duration.ZERO));
            board.on(new RunEvent.Alarmed(14, EVIL, EVIL));
            browser.open(board.url());
            browser.find("#crashes li button", SOON).click();
            browser.await(
                    "the followed purchase is shown",
                    SOON,
                    () -> browser.all("#purchase .trace li").size() >= 3);
            board.end(false, EVIL);
            browser.await("the verdict is shown", SOON, () -> browser.text().contains("THE BOOKS DO NOT BALANCE"));

            assertEquals("Posse: a run, live", browser.script("return document.title"));
            assertEquals(0, browser.all("img").size());
            assertEquals(1, browser.all("script").size());
            for (String part :
                    List.of("#nodes", "#campaigns", "#crashes", "#purchase", "#alarms", "#verdict", "#title")) {
                assertTrue(browser.find(part, SOON).getText().contains("<script>"), part + " does not show the name");
            }
            assertEquals(0, browser.overflow());
        }
    }

    @Test
    @DisplayName("nothing grows, however much happens")
    void bounded() throws BindException {
        try (RunBoard board = RunBoard.open("long", "", 0);
                Browser browser = Browser.start()) {
            begin(board, "drop");
            browser.open(board.url());
            browser.find("#nodes .card", SOON);
            long at = happens(board, 20_000_000, 400);
            browser.await(
                    "the list of crashes is full",
                    SOON,
                    () -> browser.all("#crashes li").size() == 40);
            browser.await(
                    "all of one purchase is shown, and the curve",
                    SOON,
                    () -> browser.all("#purchase .trace li").size() == 4
                            && !browser.all("#curve canvas").isEmpty());
            long elements = browser.elements();
            long heap = browser.heapBytes();

            happens(board, at, 4_000);

            browser.await(
                    "all of it is heard",
                    SOON,
                    () -> browser.find("#crashes .what", SOON).getText().contains("slot 4400 "));
            assertTrue(browser.elements() <= elements + 20, elements + " elements have become " + browser.elements());
            assertTrue(browser.heapBytes() < heap + 3_000_000, heap + " bytes have become " + browser.heapBytes());
        }
    }

    private static void begin(RunBoard board, String name) {
        board.on(new RunEvent.CampaignCreated(0, name, 10_000));
        board.on(new RunEvent.NodeChanged(1, 0, name, NodeChange.STARTING, "", 7));
        board.on(new RunEvent.NodeChanged(2, 0, name, NodeChange.SERVING, "", 7));
        board.on(new RunEvent.PhaseBegan(3, RunPhase.SELLING));
    }

    /** Sales that crash and are finished, a hundred per second of the run. */
    private static long happens(RunBoard board, long from, int sales) {
        long at = from;
        for (int sale = 1; sale <= sales; sale++) {
            at += 10_000;
            long slot = at / 10_000 - 2_000;
            String purchase = "p" + slot;
            board.on(new RunEvent.Asked(at, purchase, "alice", "drop", "drop", "PURCHASE"));
            board.on(new RunEvent.SlotClaimed(at, "drop", slot, "drop", purchase));
            board.on(new RunEvent.DriverDied(at, purchase, "drop", "drop", "D3", true));
            board.on(new RunEvent.NodeChanged(at, 0, "drop", NodeChange.KILLED, "", 7));
            board.on(new RunEvent.SaleRecovered(at, "drop", slot, purchase, "drop", "R3b.ii", Duration.ZERO));
            board.on(new RunEvent.CampaignMoved(at, "drop", slot));
            board.on(new RunEvent.CrashSettled(at, "drop", slot, purchase, "drop", "D3", at - 5_000, true));
        }
        return at;
    }
}
