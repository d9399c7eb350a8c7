package dev.posse.report;

import java.util.Optional;

/** What stands in a cell of a {@link Table}. */
public final class Cell {

    private final String text;
    private final Optional<Double> number;
    private final Optional<Mood> mood;
    private final String link;
    private final String note;
    private final String detail;

    private Cell(String text, Optional<Double> number, Optional<Mood> mood, String link, String note, String detail) {
        this.text = text;
        this.number = number;
        this.mood = mood;
        this.link = link;
        this.note = note;
        this.detail = detail;
    }

    /**
     * {@return a text}
     *
     * @param text shown as it is
     */
    public static Cell text(String text) {
        return new Cell(text, Optional.empty(), Optional.empty(), "", "", "");
    }

    /**
     * {@return a number, at the right of its column}
     *
     * @param number shown with four digits that count; not a number is shown as nothing
     */
    public static Cell number(double number) {
        return number(number, Figures.shown(number));
    }

    /**
     * {@return a number that is shown otherwise}
     *
     * @param number itself
     * @param shown such as 1.2 s
     */
    public static Cell number(double number, String shown) {
        return new Cell(shown, Optional.of(number), Optional.empty(), "", "", "");
    }

    /**
     * {@return a word that says how it is}
     *
     * @param mood its colour
     * @param word itself
     */
    public static Cell state(Mood mood, String word) {
        return new Cell(word, Optional.empty(), Optional.of(mood), "", "", "");
    }

    /**
     * {@return a link to a section of the same page}
     *
     * @param text shown
     * @param anchor of the section
     */
    public static Cell link(String text, String anchor) {
        return new Cell(text, Optional.empty(), Optional.empty(), anchor, "", "");
    }

    /**
     * {@return this with a small word behind}
     *
     * @param word of less weight
     */
    public Cell note(String word) {
        return new Cell(text, number, mood, link, word, detail);
    }

    /**
     * {@return this with lines below, in letters of one width}
     *
     * @param lines left out if empty
     */
    public Cell detail(String lines) {
        return new Cell(text, number, mood, link, note, lines);
    }

    boolean isNumber() {
        return number.isPresent();
    }

    String shown() {
        return text;
    }

    void write(Markup out, String tag, String label) {
        if (number.isPresent()) {
            out.open(tag, "class", "number", "data-v", Figures.exact(number.get()), "data-label", label);
        } else {
            out.open(tag, "data-label", label);
        }
        if (!link.isEmpty()) {
            out.element("a", text, "href", "#" + link);
        } else if (mood.isPresent()) {
            out.element("span", text, "class", mood.get().style());
        } else {
            out.text(text);
        }
        if (!note.isEmpty()) {
            out.text(" ").element("small", note);
        }
        if (!detail.isEmpty()) {
            out.element("pre", detail);
        }
        out.close();
    }
}
