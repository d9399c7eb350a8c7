package dev.posse.benchmarks.purchase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.text.JsonLines;
import dev.posse.benchmarks.text.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Case ONE = new Case(Contender.REDIS_SCRIPT, Plan.HOT);
    private static final Case OTHER = new Case(Contender.REDIS_SCRIPT, Plan.SPREAD);

    private static Measurement sold(Case which, int round, double perSecond) {
        return new Measurement(which, round, "", 10, perSecond, 1, Double.NaN, 0.5, 1, 1, 1, 1, 1, 1);
    }

    private static Results results(Measurement... measurements) {
        return new Results(Setting.now(Plan.Pace.QUICK), List.of(measurements));
    }

    @Test
    @DisplayName("the figure of a case is the median of its rounds, with the least and the most")
    void theFigureIsTheMedian() {
        Spread figure =
                results(sold(ONE, 1, 30), sold(ONE, 2, 10), sold(ONE, 3, 11)).of(ONE, Measurement::soldPerSecond);

        assertEquals(new Spread(11, 10, 30, 3), figure);
    }

    @Test
    @DisplayName("a ratio is median by median, and spreads as the rounds do")
    void aRatioIsMedianByMedian() {
        Spread ratio = results(sold(ONE, 1, 10), sold(OTHER, 1, 5), sold(ONE, 2, 30), sold(OTHER, 2, 30))
                .ratio(ONE, OTHER);

        assertEquals(20 / 17.5, ratio.median(), 1e-9);
        assertEquals(1, ratio.least());
        assertEquals(2, ratio.most());
    }

    @Test
    @DisplayName("a slice whose audit failed is an error and no figure")
    void aFailedSliceIsNoFigure() {
        Results results = results(sold(ONE, 1, 10), Measurement.failed(ONE, 2, "the audit failed"));

        assertEquals(new Spread(10, 10, 10, 1), results.of(ONE, Measurement::soldPerSecond));
        assertTrue(PurchaseTable.failures(results).contains("the audit failed"));
        assertEquals(1, results.failures().size());
    }

    @Test
    @DisplayName("what was not measured is not reached, and says so")
    void notMeasuredIsNotReached() {
        assertFalse(results().ratio(ONE, OTHER).isMeasured());
        assertTrue(
                DropTable.rows(results()).stream().allMatch(row -> row.reached().equals("not measured")));
    }

    @Test
    @DisplayName("a cost reaches its bound from above, everything else from below")
    void aCostReachesItsBoundFromAbove() {
        Spread one = Spread.of(List.of(1.0));

        assertEquals("yes", new DropTable.Row("", one, 1, 2, false).reached());
        assertEquals("aim", new DropTable.Row("", one, 0.5, 1, false).reached());
        assertEquals("NO", new DropTable.Row("", one, 0.5, 0, true).reached());
    }

    @Test
    @DisplayName("a file of results is read as it was written, what is not a number too")
    void theFileIsReadAsWritten(@TempDir Path directory) throws IOException {
        Results written = results(sold(ONE, 1, 10), Measurement.failed(OTHER, 1, "why"));
        Path file = Files.writeString(
                directory.resolve("results.jsonl"),
                JsonLines.write(written.setting()) + "\n"
                        + JsonLines.write(written.measurements().get(0)) + "\n"
                        + JsonLines.write(written.measurements().get(1)) + "\n");

        assertEquals(written, Results.read(file));
    }

    @Test
    @DisplayName("a row of a table has as many cells as there are columns")
    void aRowFitsItsTable() {
        assertThrows(IllegalArgumentException.class, () -> new MarkdownTable("one", "two").row("one"));
        assertEquals(
                "|      |  two |\n| ---- | ---: |\n| name |    1 |\n",
                new MarkdownTable("", "two").row("name", "1").toString());
    }
}
