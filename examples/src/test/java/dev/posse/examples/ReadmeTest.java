package dev.posse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README")
class ReadmeTest {

    private static final Path HOME =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    @Test
    @DisplayName("shows the code of SellASlot.sell, line by line")
    void codeIsCompiled() throws IOException {
        String readme = Files.readString(HOME.resolve("README.md"));
        String program = Files.readString(HOME.resolve("examples/src/main/java/dev/posse/examples/SellASlot.java"));
        Matcher shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        Matcher body = Pattern.compile("static String sell\\(\\) \\{\n(.*?)\n    }\n}", Pattern.DOTALL)
                .matcher(program);
        assertTrue(shown.find(), "the README shows no Java");
        assertTrue(body.find(), "SellASlot has no method sell");

        assertEquals(lines(body.group(1)), lines(shown.group(1)));
        assertTrue(lines(shown.group(1)).size() <= 25, "about twenty lines were promised");
    }

    @Test
    @DisplayName("tells the truth: the program sells slot 1")
    void codeWorks() {
        assertEquals("slot 1 is yours", SellASlot.sell());
    }

    @Test
    @DisplayName("invents no figure: each is in a table of the page about performance")
    void figures() throws IOException {
        String measured = Files.readString(HOME.resolve("docs/performance.md"));
        String sixtySeconds =
                Files.readString(HOME.resolve("README.md")).replaceAll("(?s).*## In sixty seconds(.*?)\n## .*", "$1");
        List<String> figures = Pattern.compile("\\d+,\\d{3}")
                .matcher(sixtySeconds)
                .results()
                .map((MatchResult figure) -> figure.group())
                .collect(Collectors.toUnmodifiableList());
        assertTrue(figures.size() >= 5, "only " + figures);
        figures.forEach(figure -> assertTrue(measured.contains(" " + figure + " |"), figure + " was not measured"));
    }

    @Test
    @DisplayName("is shorter than 150 lines")
    void isShort() throws IOException {
        assertTrue(Files.readAllLines(HOME.resolve("README.md")).size() < 150);
    }

    @Test
    @DisplayName("links to files that exist")
    void linksExist() throws IOException {
        Matcher links = Pattern.compile("]\\((?!https?:)([^)#]+)").matcher(Files.readString(HOME.resolve("README.md")));
        int seen = 0;
        while (links.find()) {
            seen++;
            assertTrue(Files.exists(HOME.resolve(links.group(1))), "README links to " + links.group(1));
        }
        assertTrue(seen >= 4, "only " + seen + " links were seen");
    }

    private static List<String> lines(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toUnmodifiableList());
    }
}
