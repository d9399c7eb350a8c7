package dev.posse.benchmarks.purchase;

import java.util.Arrays;
import java.util.Collection;

/**
 * Several measurements of one thing.
 *
 * @param median of them
 * @param least of them
 * @param most of them
 * @param count how many
 */
public record Spread(double median, double least, double most, int count) {

    /**
     * Sums measurements up.
     *
     * @param values what was measured; what is not a number is left out
     * @return not a number where there are none
     */
    public static Spread of(Collection<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(value -> value)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow(), sorted.length);
    }

    /** {@return whether anything was measured} */
    public boolean isMeasured() {
        return count > 0;
    }
}
