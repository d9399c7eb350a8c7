package dev.posse.examples.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Browser;
import dev.posse.browser.Scheme;
import dev.posse.browser.Window;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

@DisplayName("./posse demo --board, in a real browser")
class DemoBoardTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(90);

    @Test
    @DisplayName("nodes are killed by the keyboard alone, stopped and cut by a click, and the verdict is the command's")
    void watched() throws Exception {
        try (WatchedDemo demo =
                        WatchedDemo.start("--accounts=150", "--kill-rate=0", "--stop-rate=0", BoardPicture.duration());
                Browser browser = Browser.start()) {
            browser.open(demo.address());
            awaitSelling(browser, 10);

            String killed = name(browser, 0);
            pressUntilFocused(browser, 0, "KILL");
            browser.press(Keys.ENTER);
            browser.await(
                    "another node serves in the place of " + killed,
                    SOON,
                    () -> isServing(browser, 0) && !name(browser, 0).equals(killed));

            // Others are stopped and cut while buyers ask again for what the dead one has left.
            click(browser, 1, "STOP");
            browser.await("the node at place 1 stands still", SOON, () -> isState(browser, 1, "stopped"));
            click(browser, 2, "CUT");
            browser.await("the node at place 2 is cut off", SOON, () -> isState(browser, 2, "cut"));
            BoardPicture.ofThePage(browser);
            killUntilFollowed(browser);
            pictures(browser, "demo-board");
            browser.await("the stopped one goes on", SOON, () -> isServing(browser, 1));
            browser.await("the cut one is back", SOON, () -> isServing(browser, 2));

            verdictIsTheCommands(demo, browser);
            assertTrue(browser.all("#crashes li").size() >= 1, browser::text);
            assertEquals(List.of(), errors(browser));
        }
    }

    @Test
    @DisplayName(
            "with processes a click is a real SIGKILL, SIGSTOP or cut connection: the process id is another one then")
    void processes() throws Exception {
        try (WatchedDemo demo = WatchedDemo.start(
                        "--processes",
                        "--nodes=3",
                        "--campaigns=4",
                        "--capacity=400",
                        "--accounts=40",
                        "--buyers=12",
                        "--kill-rate=0",
                        "--stop-rate=0",
                        "--fault-rate=0",
                        "--database-fault-rate=0",
                        "--disturbance-rate=0",
                        "--duration=40");
                Browser browser = Browser.start()) {
            browser.open(demo.address());
            awaitSelling(browser, 3);

            String before = pid(browser, 0);
            long pid = Long.parseLong(before.replaceAll("\\D", ""));
            assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent(), before);
            click(browser, 1, "STOP");
            browser.await("the process at place 1 stands still", SOON, () -> isState(browser, 1, "stopped"));
            click(browser, 0, "KILL");
            browser.await(
                    "the process is gone",
                    SOON,
                    () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            click(browser, 2, "CUT");
            browser.await("the process at place 2 is cut off", SOON, () -> isState(browser, 2, "cut"));
            browser.await(
                    "another process serves at place 0",
                    SOON,
                    () -> isServing(browser, 0) && !pid(browser, 0).equals(before));
            browser.await("the stopped one goes on", SOON, () -> isServing(browser, 1));
            browser.await("the cut one is back", SOON, () -> isServing(browser, 2));
            browser.picture("demo-board-processes");

            verdictIsTheCommands(demo, browser);
            assertEquals(List.of(), errors(browser));
        }
    }

    private static void awaitSelling(Browser browser, int nodes) {
        browser.await(
                nodes + " nodes serve, and something is sold",
                START,
                () -> browser.all("#nodes .card[data-state=serving]").size() == nodes
                        && browser.text().contains("Buyers buy")
                        && !browser.find("#sold", SOON).getText().equals("0"));
    }

    /** By the Tab key alone, as who has no mouse does. */
    private static void pressUntilFocused(Browser browser, int place, String action) {
        for (int presses = 0; presses < 20; presses++) {
            browser.press(Keys.TAB);
            WebElement focused = browser.focused();
            if (action.equals(focused.getDomAttribute("data-action"))
                    && String.valueOf(focused.getAccessibleName()).endsWith(name(browser, place))) {
                return;
            }
        }
        throw new AssertionError("Twenty times Tab do not lead to " + action + " of place " + place);
    }

    private static void click(Browser browser, int place, String action) {
        browser.find(card(place) + " button[data-action=" + action + "][aria-disabled=false]", SOON)
                .click();
    }

    private static String card(int place) {
        return "#nodes .card[data-place='" + place + "']";
    }

    private static String name(Browser browser, int place) {
        return browser.find(card(place) + " .name", SOON).getText();
    }

    private static String pid(Browser browser, int place) {
        return browser.find(card(place) + " .pid", SOON).getText();
    }

    private static boolean isServing(Browser browser, int place) {
        return isState(browser, place, "serving");
    }

    private static boolean isState(Browser browser, int place, String state) {
        return state.equals(browser.find(card(place), SOON).getDomAttribute("data-state"));
    }

    /** A node that dies between two purchases leaves none half done: others are killed, until one has died in the midst of a sale. */
    private static void killUntilFollowed(Browser browser) throws InterruptedException {
        for (int place = 3; place < 10; place++) {
            for (int look = 0; look < 15; look++) {
                if (isFollowed(browser)) {
                    return;
                }
                Thread.sleep(100);
            }
            click(browser, place, "KILL");
        }
        browser.await("the followed purchase was worked on by two nodes", SOON, () -> isFollowed(browser));
    }

    private static boolean isFollowed(Browser browser) {
        try {
            return nodesOfTrace(browser).size() >= 2;
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private static Set<String> nodesOfTrace(Browser browser) {
        return browser.all("#purchase .trace li:not([hidden]) .node").stream()
                .map(WebElement::getText)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static void pictures(Browser browser, String name) {
        for (Window window : Window.values()) {
            browser.size(window);
            for (Scheme scheme : Scheme.values()) {
                browser.scheme(scheme);
                assertEquals(0, browser.overflow(), window + " has to be scrolled sideways");
                browser.picture(name + "-" + window + "-" + scheme);
            }
        }
        browser.size(Window.WIDE);
        browser.scheme(Scheme.LIGHT);
    }

    private static void verdictIsTheCommands(WatchedDemo demo, Browser browser) throws InterruptedException {
        browser.await(
                "the verdict", END, () -> browser.find("#verdict h2", SOON).isDisplayed());
        String verdict = browser.find("#verdict h2", SOON).getText();
        String summary = String.valueOf(browser.find("#summary", SOON).getDomProperty("textContent"));

        assertEquals(0, demo.exitCode(), demo::printed);
        assertTrue(demo.printed().contains(verdict + "  "), () -> verdict + " is not in " + demo.printed());
        assertTrue(demo.printed().contains(summary.strip()), () -> summary + " is not in " + demo.printed());
        assertEquals("THE BOOKS BALANCE", verdict);
    }

    /** A connection that ends when its command has ended is no error of the page. */
    private static List<String> errors(Browser browser) {
        return browser.console().stream()
                .filter(line -> line.contains("SEVERE"))
                .filter(line -> !line.contains("ERR_CONNECTION") && !line.contains("ERR_INCOMPLETE"))
                .toList();
    }
}
