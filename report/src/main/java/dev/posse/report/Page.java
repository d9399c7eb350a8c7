package dev.posse.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of HTML that needs nothing else: what it shows, its style and its script are in one file, and it loads nothing.
 *
 * <p>Not thread-safe; made by one thread, part by part.
 */
public final class Page {

    private final String title;
    private final List<Part> parts = new ArrayList<>();
    private String lead = "";
    private String verdict = "";
    private Mood mood = Mood.QUIET;

    private Page(String title) {
        this.title = title;
    }

    /**
     * {@return an empty page}
     *
     * @param title of it
     */
    public static Page titled(String title) {
        return new Page(title);
    }

    /**
     * {@return this page, which says under its title what it is about}
     *
     * @param sentences of it
     */
    public Page lead(String sentences) {
        lead = sentences;
        return this;
    }

    /**
     * {@return this page, on which the verdict stands above all else}
     *
     * @param how it is to be taken
     * @param sentence that says so
     */
    public Page verdict(Mood how, String sentence) {
        mood = how;
        verdict = sentence;
        return this;
    }

    /**
     * {@return this page with parts more at its end}
     *
     * @param more in their order
     */
    public Page add(Part... more) {
        parts.addAll(List.of(more));
        return this;
    }

    /**
     * {@return the page}
     */
    public String html() {
        Assets assets = Assets.OWN;
        Markup out = new Markup();
        out.single("!doctype html")
                .text("\n")
                .open("html", "lang", "en")
                .open("head")
                .single("meta", "charset", "utf-8")
                .single("meta", "http-equiv", "Content-Security-Policy", "content", assets.policy())
                .single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .single("meta", "name", "color-scheme", "content", "light dark")
                .element("title", title)
                .asset("style", assets.style())
                .close()
                .open("body")
                .open("main")
                .element("h1", title);
        if (!lead.isEmpty()) {
            out.element("p", lead, "class", "lead");
        }
        if (!verdict.isEmpty()) {
            out.element("p", verdict, "class", "verdict " + mood.style());
        }
        parts.forEach(part -> part.write(out));
        out.close().asset("script", assets.script()).close().close();
        return out.toString();
    }

    /**
     * Writes the page, all of it or nothing: what was there before stays until the new page is whole.
     *
     * @param file in a folder that is there
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Path file) throws IOException {
        Path place = file.toAbsolutePath();
        // Beside it, for what is moved within a folder is moved at once.
        Path half = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".half");
        try {
            Files.writeString(half, html(), StandardCharsets.UTF_8);
            move(half, place);
        } finally {
            Files.deleteIfExists(half);
        }
        return file;
    }

    private static void move(Path half, Path place) throws IOException {
        try {
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
