package dev.posse.benchmarks.report;

import dev.posse.report.BarChart;
import dev.posse.report.BarChart.Bar;
import dev.posse.report.BarPicture;
import dev.posse.report.Mood;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures of the tables of the page, drawn from what stands in the tables: they say the same, or the build fails. */
final class BarPictures {

    /** Tables by heading, and the file of each picture. */
    private static final Map<String, String> PICTURED = Map.of(
            "### Spread, 32 buyers", "sold-spread.svg",
            "### Hot, 32 buyers", "sold-hot.svg");

    private BarPictures() {}

    /**
     * Draws.
     *
     * @param page its text
     * @return pictures by the names of their files
     * @throws IllegalArgumentException if a table is missing, or cannot be read
     */
    static Map<String, String> of(String page) {
        Map<String, String> pictures = new LinkedHashMap<>();
        PICTURED.forEach((heading, file) -> pictures.put(file, picture(heading, page)));
        return pictures;
    }

    private static String picture(String heading, String page) {
        String title = heading.substring(heading.indexOf(' ') + 1);
        return BarPicture.of(BarChart.of(title, "", "sold per second, least to most of the rounds")
                .bars(bars(heading, page)));
    }

    private static List<Bar> bars(String heading, String page) {
        int from = page.indexOf(heading + "\n");
        if (from < 0) {
            throw new IllegalArgumentException("The page has no heading: " + heading);
        }
        List<Bar> bars = new ArrayList<>();
        for (String line : page.substring(from).lines().skip(1).toList()) {
            if (line.startsWith("#")) {
                break;
            } else if (line.startsWith("| ") && !line.startsWith("| -") && !line.contains("sold/s")) {
                bars.add(bar(line.split("\\|", -1), line));
            }
        }
        return bars;
    }

    private static Bar bar(String[] cells, String line) {
        if (cells.length < 4) {
            throw new IllegalArgumentException("This is no row of name, sold per second, and least to most: " + line);
        }
        String[] range = cells[3].split("–", -1);
        return new Bar(
                cells[1].strip(), number(cells[2]), number(range[0]), number(range[range.length - 1]), Mood.QUIET, "");
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.strip().replace(",", ""));
    }
}
