package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.text.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a run has brought.
 *
 * @param setting in which it ran
 * @param measurements of all slices, in their order
 */
public record Results(Setting setting, List<Measurement> measurements) {

    /**
     * Reads a file that a run has written: its setting in the first line, a slice in each other.
     *
     * @param file to be read
     * @return what is in it
     */
    public static Results read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException(file + " is empty; a run writes its setting first");
            }
            return new Results(
                    JsonLines.read(lines.get(0), Setting.class),
                    lines.stream()
                            .skip(1)
                            .map(line -> JsonLines.read(line, Measurement.class))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** {@return the slices that have no figures} */
    public List<Measurement> failures() {
        return measurements.stream().filter(each -> !each.isGood()).toList();
    }

    /**
     * Sums up the good slices of a case.
     *
     * @param which case
     * @param figure of each slice
     * @return their median and how far they spread
     */
    public Spread of(Case which, ToDoubleFunction<Measurement> figure) {
        return Spread.of(byRound(which, figure).values());
    }

    /**
     * Divides two cases: median by median, and round by round for how far it spreads.
     *
     * @param above case
     * @param below case
     * @return the ratio of what they sell in a second
     */
    public Spread ratio(Case above, Case below) {
        Map<Integer, Double> divisors = byRound(below, Measurement::soldPerSecond);
        List<Double> ratios = new ArrayList<>();
        byRound(above, Measurement::soldPerSecond).forEach((round, sold) -> {
            if (divisors.containsKey(round)) {
                ratios.add(sold / divisors.get(round));
            }
        });
        Spread paired = Spread.of(ratios);
        double medians = of(above, Measurement::soldPerSecond).median()
                / of(below, Measurement::soldPerSecond).median();
        return new Spread(medians, paired.least(), paired.most(), paired.count());
    }

    private Map<Integer, Double> byRound(Case which, ToDoubleFunction<Measurement> figure) {
        Map<Integer, Double> values = new HashMap<>();
        measurements.stream()
                .filter(each -> each.isGood() && each.measured().equals(which))
                .forEach(each -> values.put(each.round(), figure.applyAsDouble(each)));
        return values;
    }
}
