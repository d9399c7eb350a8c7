package dev.posse.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page in which a person writes, and the program between its markers: {@code <!-- name -->} and {@code <!-- /name -->}. */
final class Page {

    private static final String BEGINNING = """
            # Performance

            What Posse sells in a second, beside others who sell the same slots. The tables are written by
            `java -jar benchmarks/target/posse-benchmarks.jar report`, see [benchmarks](../benchmarks/README.md).

            """;

    private final Path file;
    private String text;

    private Page(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Reads a page; one that is absent is begun. */
    static Page read(Path file) {
        try {
            return new Page(file, Files.exists(file) ? Files.readString(file) : BEGINNING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /**
     * Replaces what stands between two markers; where there are none a section is added at the end.
     *
     * @throws IllegalArgumentException if only one of the two is there
     */
    void write(String name, String heading, String body) {
        String open = "<!-- " + name + " -->";
        String close = "<!-- /" + name + " -->";
        String marked = open + "\n\n" + body.strip() + "\n\n" + close;
        int from = text.indexOf(open);
        int to = text.indexOf(close);
        if (from < 0 && to < 0) {
            text = text.stripTrailing() + "\n\n## " + heading + "\n\n" + marked + "\n";
        } else if (from < 0 || to < from) {
            throw new IllegalArgumentException(file + " needs " + open + " and, after it, " + close);
        } else {
            text = text.substring(0, from) + marked + text.substring(to + close.length());
        }
    }

    void save() {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
