package dev.posse.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts that are read: paragraphs, lists, facts by name, and what is to be typed. */
public final class Text extends Part {

    private enum Kind {
        PARAGRAPH,
        LEAD,
        NOTE,
        COMMAND,
        LIST,
        FACTS
    }

    private final Kind kind;
    private final Mood mood;
    private final Map<String, String> facts;
    private final List<String> lines;

    private Text(Kind kind, Mood mood, List<String> lines, Map<String, String> facts) {
        this.kind = kind;
        this.mood = mood;
        this.lines = lines;
        this.facts = facts;
    }

    /**
     * {@return a paragraph}
     *
     * @param sentences of it
     */
    public static Text paragraph(String sentences) {
        return new Text(Kind.PARAGRAPH, Mood.QUIET, List.of(sentences), Map.of());
    }

    /**
     * {@return a paragraph that says what a section shows}
     *
     * @param sentences of it
     */
    public static Text lead(String sentences) {
        return new Text(Kind.LEAD, Mood.QUIET, List.of(sentences), Map.of());
    }

    /**
     * {@return a small paragraph}
     *
     * @param sentences of it
     */
    public static Text note(String sentences) {
        return new Text(Kind.NOTE, Mood.QUIET, List.of(sentences), Map.of());
    }

    /**
     * {@return lines as they are typed}
     *
     * @param lines with their breaks
     */
    public static Text command(String lines) {
        return new Text(Kind.COMMAND, Mood.QUIET, List.of(lines), Map.of());
    }

    /**
     * {@return a list}
     *
     * @param mood of all of it
     * @param items one a line
     */
    public static Text list(Mood mood, List<String> items) {
        return new Text(Kind.LIST, mood, List.copyOf(items), Map.of());
    }

    /**
     * {@return facts by name}
     *
     * @param facts in their order; copied
     */
    public static Text facts(Map<String, String> facts) {
        return new Text(Kind.FACTS, Mood.QUIET, List.of(), new LinkedHashMap<>(facts));
    }

    @Override
    void write(Markup out) {
        switch (kind) {
            case PARAGRAPH -> out.element("p", lines.get(0));
            case LEAD -> out.element("p", lines.get(0), "class", "lead");
            case NOTE -> out.open("p").element("small", lines.get(0)).close();
            case COMMAND -> out.element("pre", lines.get(0));
            case LIST -> {
                out.open("ul", "class", mood.style());
                lines.forEach(item -> out.element("li", item));
                out.close();
            }
            case FACTS -> {
                out.open("dl");
                facts.forEach((name, fact) -> out.element("dt", name).element("dd", fact));
                out.close();
            }
        }
    }
}
