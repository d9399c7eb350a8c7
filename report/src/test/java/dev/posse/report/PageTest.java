package dev.posse.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.report.LineChart.Axes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A page")
class PageTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    @DisplayName("of a run of an hour is less than 2 MB")
    void isSmall() {
        assertTrue(SamplePages.ofSeconds(3600).html().length() < 2_000_000);
    }

    @Test
    @DisplayName("names no address that a browser would load")
    void loadsNothing() {
        String own = SamplePages.ofSeconds(60).html();

        assertFalse(own.replaceAll("(?s)/\\*.*?\\*/", "").contains("://"), "an address outside of comments");
        assertTrue(own.contains("default-src &#39;none&#39;"), "no policy");
        assertTrue(own.contains("Permission is hereby granted"), "uPlot's licence is missing");
    }

    @Test
    @DisplayName("is written whole: what stood there stays until then, and nothing half stays behind")
    void isWrittenWhole() throws IOException {
        Path file = directory.resolve("report.html");
        Files.writeString(file, "before");

        Page page = SamplePages.ofSeconds(10);
        page.write(file);

        assertEquals(page.html(), Files.readString(file));
        assertOnly(file);
    }

    @Test
    @DisplayName("that cannot be written leaves nothing behind")
    void cannotBeWritten() throws IOException {
        // Not to be replaced by a file.
        Path occupied = directory.resolve("report.html");
        Files.createDirectories(occupied.resolve("inside"));

        assertThrows(IOException.class, () -> SamplePages.ofSeconds(10).write(occupied));

        assertOnly(occupied);
    }

    private void assertOnly(Path file) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    @DisplayName("shows of a long line the least and the greatest of each stretch, as they were measured")
    void thins() {
        Random random = new Random(3);
        List<double[]> all = new ArrayList<>();
        for (int at = 0; at < 50_000; at++) {
            all.add(new double[] {at, at == 31_415 ? 1e6 : random.nextDouble(), at == 27_182 ? -1e6 : 5});
        }

        List<double[]> thinned = Thinning.thinned(all);

        assertTrue(thinned.size() <= 4 * Thinning.STRETCHES + 2, "still " + thinned.size());
        assertTrue(all.containsAll(thinned), "some were never measured");
        assertEquals(1e6, thinned.stream().mapToDouble(point -> point[1]).max().orElse(0));
        assertEquals(-1e6, thinned.stream().mapToDouble(point -> point[2]).min().orElse(0));
        assertEquals(0, thinned.get(0)[0]);
        assertEquals(49_999, thinned.get(thinned.size() - 1)[0]);
    }

    @Test
    @DisplayName("says how many spans are left out, and shows the longest")
    void tooManySpans() {
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at < 3000; at++) {
            spans.add(new Span("killed", at, at == 2500 ? at + 400 : at + 0.5, "node-" + at));
        }
        Page page = Page.titled("x")
                .add(LineChart.of(new Axes("x", "", "s", "s", "y", 3000), "y").lanes(List.of("killed"), "", spans));

        String html = page.html();

        assertTrue(html.contains("The longest 1000 of 3000 are listed and drawn."));
        assertTrue(html.contains("node-2500"));
        assertFalse(html.contains("node-2999"));
    }

    @Test
    @DisplayName("tells percentiles of the values themselves, and not of the buckets")
    void percentiles() {
        double[] values = new Random(5).doubles(1000, 0.01, 9).toArray();
        Histogram histogram = Histogram.of("x", "", "x", "s", 0.001, values);
        java.util.Arrays.sort(values);

        assertEquals(values[499], histogram.percentile(50));
        assertEquals(values[989], histogram.percentile(99));
        assertEquals(values[999], histogram.percentile(100));
    }

    @Test
    @DisplayName("has each value of a histogram in one bucket that holds it")
    void buckets() {
        double[] values = {0, 0.0004, 0.001, 0.00999, 0.01, 0.1, 1, 9.99, 10, 10};
        String html = Page.titled("x")
                .add(Histogram.of("x", "", "x", "s", 0.001, values))
                .html();
        String rows = html.substring(html.indexOf("class=\"data\""), html.indexOf("</details>"));

        long sum = java.util.regex.Pattern.compile("data-v=\"([^\"]*)\" data-label=\"How many\"")
                .matcher(rows)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
        assertEquals(values.length, sum);
        assertTrue(rows.contains("data-v=\"10.0\" data-label=\"\">10</td>"), "the bucket that begins at 10 is missing");
    }

    @Test
    @DisplayName("refuses what no chart can show")
    void refuses() {
        Axes axes = new Axes("x", "", "s", "s", "y", 9);
        assertThrows(IllegalArgumentException.class, () -> new Span("a", 2, 1, "backwards"));
        assertThrows(IllegalArgumentException.class, () -> LineChart.of(axes));
        assertThrows(
                IllegalArgumentException.class,
                () -> LineChart.of(axes, "y").points(List.of(new double[] {1, 1}, new double[] {0, 1})));
        assertThrows(IllegalArgumentException.class, () -> Histogram.of("x", "", "x", "s", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Histogram.of("x", "", "x", "s", 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Table.of("a", "b").row(Cell.text("a")));
    }
}
