package dev.posse.report;

/**
 * A time in which something was so.
 *
 * @param lane in which it is drawn, such as "killed"
 * @param from where it began, in the unit of the chart
 * @param to where it ended, not before it began; equal where it was a moment
 * @param what happened, in words
 */
public record Span(String lane, double from, double to, String what) {

    /**
     * Checks.
     *
     * @param lane in which it is drawn, such as "killed"
     * @param from where it began, in the unit of the chart
     * @param to where it ended, not before it began; equal where it was a moment
     * @param what happened, in words
     * @throws IllegalArgumentException if it ends before it begins, or either is no number
     */
    public Span {
        if (!Double.isFinite(from) || !Double.isFinite(to) || to < from) {
            throw new IllegalArgumentException(what + " from " + from + " to " + to + " is no time");
        }
    }
}
