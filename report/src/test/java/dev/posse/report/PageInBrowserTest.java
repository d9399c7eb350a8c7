package dev.posse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.browser.Browser;
import dev.posse.browser.Scheme;
import dev.posse.browser.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A page in Chromium")
class PageInBrowserTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static Browser browser = Browser.start();

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void start() {
        assertEquals(0, browser.overflow(), "an empty page");
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private void open(Page page) throws IOException {
        browser.open(page.write(directory.resolve("page.html")).toUri());
        browser.await("the charts are drawn", SOON, () -> drawn() > 0);
    }

    private static long drawn() {
        return ((Number) browser.script("return Number(document.documentElement.dataset.drawn || 0);")).longValue();
    }

    /** Of each canvas, how many colours are on it. */
    private static List<?> colours() {
        return (List<?>)
                browser.script(
                        "return [...document.querySelectorAll('canvas')].map(canvas => new Set(new Uint32Array("
                                + "canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size);");
    }

    @Test
    @DisplayName("draws its charts, loads nothing but itself, and has nothing to complain of")
    void draws() throws IOException {
        browser.size(Window.WIDE);
        browser.scheme(Scheme.LIGHT);
        open(SamplePages.ofSeconds(60));

        assertEquals(List.of(), browser.console());
        assertEquals(0L, browser.script("return performance.getEntriesByType('resource').length;"));
        assertEquals(3, colours().size(), "lines, lanes and histogram");
        assertTrue(colours().stream().allMatch(count -> ((Number) count).intValue() > 3), "colours: " + colours());
        assertEquals(
                false,
                browser.script("return document.querySelector('details').open;"),
                "the numbers are folded where they are drawn");
        browser.picture("page-wide-light");
    }

    @Test
    @DisplayName("takes the other colours when the reader's scheme changes")
    void dark() throws IOException {
        browser.size(Window.WIDE);
        browser.scheme(Scheme.LIGHT);
        open(SamplePages.ofSeconds(60));
        String paint = "return document.querySelector('canvas').toDataURL();";
        Object light = browser.script(paint);

        browser.scheme(Scheme.DARK);

        browser.await("it is drawn anew", SOON, () -> !browser.script(paint).equals(light));
        assertNotEquals(
                "rgb(255, 255, 255)", browser.script("return getComputedStyle(document.body).backgroundColor;"));
        browser.picture("page-wide-dark");
    }

    @Test
    @DisplayName("fits on a telephone, with everything on it, and with texts that mean harm")
    void telephone() throws IOException {
        browser.size(Window.PHONE);
        for (Scheme scheme : Scheme.values()) {
            browser.scheme(scheme);
            open(SamplePages.ofSeconds(60));
            assertEquals(0, browser.overflow());
            browser.picture("page-phone-" + scheme.value());
        }
        open(SamplePages.everywhere("</script><script>window.harmed = true</script><!-- \" ' \u202E"));
        assertEquals(0, browser.overflow());
        assertEquals(List.of(), browser.console());
        assertEquals("no", browser.script("return window.harmed ? 'yes' : 'no';"));
    }

    @Test
    @DisplayName("draws what stands in its tables")
    void tables() throws IOException {
        Histogram histogram = Histogram.of("x", "", "x", "s", 0.001, 0.2, 0.3, 3);
        open(Page.titled("x").add(histogram));

        Object sum = browser.script("return [...document.querySelectorAll('table.data tbody tr')]"
                + ".map(row => Number(row.cells[2].dataset.v)).reduce((one, other) => one + other, 0);");
        assertEquals(3L, sum);
    }

    @Test
    @DisplayName("shows its numbers where no script runs, and harm does not run either")
    void withoutScript() throws IOException {
        String page = SamplePages.ofSeconds(60).html();
        Path file = directory.resolve("without.html");
        // As a preview of mail shows it: another script is not the one that the policy names.
        Files.writeString(
                file, page.replaceFirst("\\(\\(\\) => \\{\n  'use strict';", "window.harmed = true; (() => {"));

        browser.open(file.toUri());

        assertEquals("no", browser.script("return window.harmed ? 'yes' : 'no';"));
        assertEquals(0, drawn());
        assertEquals(true, browser.script("return document.querySelector('details').open;"));
        assertTrue(browser.console().toString().contains("Content Security Policy"));
    }
}
