package dev.posse.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** The only place where markup is written: tags and attributes are named by this package, and all else is escaped. */
final class Markup {

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens a tag; attributes are names and values in turns. */
    Markup open(String tag, String... attributes) {
        tag(tag, attributes);
        open.push(tag);
        return this;
    }

    /** A tag that has no content and no end. */
    Markup single(String tag, String... attributes) {
        tag(tag, attributes);
        return this;
    }

    private void tag(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int at = 0; at < attributes.length; at += 2) {
            html.append(' ').append(attributes[at]).append("=\"");
            escape(attributes[at + 1]);
            html.append('"');
        }
        html.append('>');
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    Markup close() {
        String tag = open.pop();
        html.append("</").append(tag).append('>');
        // Lines are for who looks at the source, and where they would show there are none.
        if (!tag.equals("pre") && !tag.equals("code") && !tag.equals("span")) {
            html.append('\n');
        }
        return this;
    }

    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Styles and scripts of this package: they are no text, and are not escaped. */
    Markup asset(String tag, String content) {
        html.append('<')
                .append(tag)
                .append('>')
                .append(content)
                .append("</")
                .append(tag)
                .append(">\n");
        return this;
    }

    /** Of characters that no document may hold, such as controls and half surrogates, a mark is left. */
    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append((char) point);
                default -> html.appendCodePoint(isWritable(point) ? point : '\uFFFD');
            }
        });
    }

    private static boolean isWritable(int point) {
        return !Character.isISOControl(point)
                && Character.getType(point) != Character.SURROGATE
                && (point & 0xFFFE) != 0xFFFE;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
