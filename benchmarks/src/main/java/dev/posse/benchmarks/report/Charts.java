package dev.posse.benchmarks.report;

import dev.posse.benchmarks.purchase.Case;
import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.purchase.Measurement;
import dev.posse.benchmarks.purchase.Results;
import dev.posse.benchmarks.purchase.Scenario;
import dev.posse.benchmarks.purchase.Spread;
import dev.posse.benchmarks.shop.Contender;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Sold slots per second over the number of buyers, one line for each contender, as SVG. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final List<Integer> BUYERS = List.of(1, 8, 32, 256);

    private Charts() {}

    /**
     * Draws both charts.
     *
     * @return lines of Markdown that show them, seen from the page
     */
    static String draw(Results results, Path page) {
        Path folder = page.resolveSibling("charts");
        try {
            Files.createDirectories(folder);
            draw(results, Scenario.SPREAD, "Sold per second, 1,000 campaigns", folder.resolve("spread"));
            draw(results, Scenario.HOT, "Sold per second, one campaign", folder.resolve("hot"));
        } catch (IOException e) {
            throw new UncheckedIOException("The charts cannot be written into " + folder, e);
        }
        return """
                ![Sold per second over buyers, 1,000 campaigns](charts/spread.svg)

                ![Sold per second over buyers, one campaign](charts/hot.svg)
                """;
    }

    private static void draw(Results results, Scenario scenario, String title, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("buyers")
                .yAxisTitle("sold per second")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        chart.getStyler()
                .setPlotGridLinesColor(new Color(225, 225, 225))
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true);
        for (Contender contender : Contender.values()) {
            List<Double> buyers = new ArrayList<>();
            List<Double> sold = new ArrayList<>();
            for (int count : BUYERS) {
                Spread figure = results.of(new Case(contender, Shape.of(scenario, count)), Measurement::soldPerSecond);
                if (figure.isMeasured() && figure.median() > 0) {
                    buyers.add((double) count);
                    sold.add(figure.median());
                }
            }
            if (!buyers.isEmpty()) {
                chart.addSeries(contender.label(), buyers, sold);
            }
        }
        if (!chart.getSeriesMap().isEmpty()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        }
    }
}
