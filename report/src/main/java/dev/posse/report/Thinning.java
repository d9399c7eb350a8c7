package dev.posse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Fewer points that look the same: of each stretch of a line the least and the greatest of each series stay, as they were. */
final class Thinning {

    /** More than a screen can tell apart, and few enough for a page that is mailed. */
    static final int STRETCHES = 400;

    private Thinning() {}

    /**
     * Thins.
     *
     * @param points each of an x and a value for each series, which may be not a number, in the order of x
     * @return the same if they are few, or some of them, in their order; first and last are among them
     */
    static List<double[]> thinned(List<double[]> points) {
        if (points.size() <= 2 * STRETCHES) {
            return points;
        }
        Set<Integer> kept = new TreeSet<>(List.of(0, points.size() - 1));
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            int from = (int) ((long) points.size() * stretch / STRETCHES);
            int to = (int) ((long) points.size() * (stretch + 1) / STRETCHES);
            for (int series = 1; series < points.get(0).length; series++) {
                keepExtremes(points, from, to, series, kept);
            }
        }
        List<double[]> thinned = new ArrayList<>();
        kept.forEach(at -> thinned.add(points.get(at)));
        return thinned;
    }

    private static void keepExtremes(List<double[]> points, int from, int to, int series, Set<Integer> kept) {
        int least = from;
        int greatest = from;
        for (int at = from + 1; at < to; at++) {
            double value = points.get(at)[series];
            // Not a number is neither less nor greater, so a gap stays where nothing else is.
            if (value < points.get(least)[series] || Double.isNaN(points.get(least)[series])) {
                least = at;
            }
            if (value > points.get(greatest)[series] || Double.isNaN(points.get(greatest)[series])) {
                greatest = at;
            }
        }
        kept.add(least);
        kept.add(greatest);
    }
}
