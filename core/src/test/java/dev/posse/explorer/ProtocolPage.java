package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/protocol.md}, as far as the explorer writes it: {@code -Dposse.docs.write=true} writes, without it the page is
 * compared.
 */
final class ProtocolPage {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");
    private static final String BEGIN = "<!-- laws: begin -->\n";
    private static final String END = "<!-- laws: end -->";

    private ProtocolPage() {}

    /** The histories, one for each variant that lacks a law. */
    static void hasLaws(String laws) throws IOException {
        hasBetween(BEGIN, laws, END);
    }

    /** The steps, and what follows them. */
    static void hasSteps(String steps) throws IOException {
        hasBetween("<!-- steps: begin -->\n", steps, "<!-- steps: end -->");
    }

    /** The histories of one node's guard. */
    static void hasGuardLaws(String laws) throws IOException {
        hasBetween("<!-- guard: begin -->\n", laws, "<!-- guard: end -->");
    }

    static String text() throws IOException {
        return Files.readString(PAGE);
    }

    private static void hasBetween(String begin, String text, String end) throws IOException {
        has(page -> page.substring(0, page.indexOf(begin) + begin.length()) + text + page.substring(page.indexOf(end)));
    }

    /** The row of an exploration: its name, how many scenarios, how many states. */
    static void hasCounts(String what, int scenarios, long states) throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| (" + Pattern.quote(what) + "[^|]*) \\|.*$");
        has(page -> {
            Matcher found = row.matcher(page);
            if (!found.find()) {
                throw new AssertionError("docs/protocol.md has no row that begins with " + what);
            }
            String counted = String.format("| %s | %,d | %,d |", found.group(1), scenarios, states);
            return page.substring(0, found.start()) + counted + page.substring(found.end());
        });
    }

    private static void has(UnaryOperator<String> change) throws IOException {
        String written = change.apply(Files.readString(PAGE));
        if (Boolean.getBoolean("posse.docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertEquals(
                written, Files.readString(PAGE), "docs/protocol.md is not current; -Dposse.docs.write=true writes it");
    }
}
