package dev.posse.document;

import java.util.Locale;

/**
 * Text of others, as it may stand in a message, a log or on a terminal: one line, with nothing in it that moves a cursor, turns the
 * direction of writing, or looks like the end of a line.
 */
public final class Printable {

    /** Characters of it that are shown. */
    private static final int MOST_OF_A_REASON = 1_000;

    private Printable() {}

    /**
     * Spells out what is not to be printed, as JSON does: {@code \}{@code u001b}.
     *
     * @param text of anybody
     * @param most characters of it that are shown
     * @return the text, and how much of it was left out
     */
    public static String of(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 16);
        int at = 0;
        while (at < text.length() && shown.length() < most) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (isHarmless(point)) {
                shown.appendCodePoint(point);
            } else {
                text.substring(at, next)
                        .chars()
                        .forEach(half -> shown.append(String.format(Locale.ROOT, "\\u%04x", half)));
            }
            at = next;
        }
        return at == text.length() ? shown.toString() : shown + "… and " + (text.length() - at) + " characters more";
    }

    /**
     * Says why something failed, in the words of whoever says it: a database's client, a store of the user's own.
     *
     * @param trouble what was thrown
     * @return its message in one line; where it has none, what kind of trouble it is
     */
    public static String reason(Throwable trouble) {
        String message = trouble.getMessage();
        return message == null || message.isBlank()
                ? trouble.getClass().getSimpleName()
                : of(message.strip().replaceAll("\\s*\\R\\s*", "; "), MOST_OF_A_REASON);
    }

    /**
     * Tells what may be printed as it is.
     *
     * @param point a character
     * @return false for control characters, ends of lines, marks of direction, halves of pairs and what has no meaning yet
     */
    public static boolean isHarmless(int point) {
        if (point < 0x7f) {
            return point >= ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
