package dev.posse.cli.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Browser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@DisplayName("A page in a real browser")
class PageInBrowserTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    @DisplayName("hears events and does things, and no script runs that stands in it")
    void page() throws Exception {
        PageSettings settings = new PageSettings()
                .file("/index.html", PageInBrowserTest.class, "dev/posse/cli/web/try.html")
                .file("/try.js", PageInBrowserTest.class, "dev/posse/cli/web/try.js")
                .post("/api/do", request -> PageAnswer.json("did it " + request.body()))
                .events("/api/events", 2, () -> List.of(new PageEvent("count", "{\"count\": 1}")));
        try (PageServer server = PageServer.start(settings);
                Browser browser = Browser.start()) {
            browser.open(server.url());
            browser.await("the first event", SOON, () -> heading(browser).equals("heard 1"));
            server.send("/api/events", new PageEvent("count", "{\"count\": 2}"));
            browser.await("the next event", SOON, () -> heading(browser).equals("heard 2"));
            browser.find("button", SOON).click();
            browser.await("the answer", SOON, () -> heading(browser).equals("200 did it now"));
            assertEquals("A page to try", browser.script("return document.title"));
            assertTrue(
                    browser.console().stream().anyMatch(line -> line.contains("Content Security Policy")),
                    "the browser says that it has refused the script");
        }
    }

    private static String heading(Browser browser) {
        return browser.all("h1").get(0).findElement(By.xpath(".")).getText();
    }
}
