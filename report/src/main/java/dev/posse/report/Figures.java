package dev.posse.report;

import java.util.Locale;

/** Numbers as they are shown. */
final class Figures {

    private Figures() {}

    /** Three or four digits that count, and thousands apart: 12,345 or 0.0123. */
    static String shown(double number) {
        if (Double.isNaN(number)) {
            return "";
        } else if (number == Math.rint(number) || Math.abs(number) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", number);
        } else if (Math.abs(number) >= 1) {
            return trimmed(String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%.1f" : "%.2f", number));
        }
        return trimmed(String.format(Locale.ROOT, Math.abs(number) >= 0.1 ? "%.3f" : "%.4f", number));
    }

    private static String trimmed(String decimal) {
        return decimal.replaceAll("\\.?0+$", "");
    }

    /** As a script reads it; nothing for a gap. */
    static String exact(double number) {
        return Double.isFinite(number) ? Double.toString(number) : "";
    }

    /** A share of a width. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * Math.min(1, Math.max(0, share)));
    }
}
