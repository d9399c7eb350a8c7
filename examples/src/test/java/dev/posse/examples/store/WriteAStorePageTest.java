package dev.posse.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page on writing a store")
class WriteAStorePageTest {

    private static final Path HOME =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    private static final Path STORE = Path.of("src/main/java/dev/posse/examples/store/JdbcStore.java");
    private static final Path TEST = Path.of("src/test/java/dev/posse/examples/store/JdbcStoreConformanceTest.java");

    private static final Path CHAINING_STORE = Path.of("src/main/java/dev/posse/examples/store/ChainingJdbcStore.java");
    private static final Path CHAINING_TEST =
            Path.of("src/test/java/dev/posse/examples/store/ChainingJdbcStoreConformanceTest.java");

    private static final Path WAITING = Path.of("src/main/java/dev/posse/examples/store/PendingAnswer.java");

    private static final String CONTRACT = "../core/src/main/java/dev/posse/store/CasKeyValueStore.java";

    private static final Path PAGE = HOME.resolve("docs/write-a-store.md");

    private static List<String> blocks() throws IOException {
        String page = Files.readString(PAGE);
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Blank lines between the blocks are the reader's. */
    private static String written(String java) {
        return java.replace("package dev.posse.examples.store;", "package com.example;")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    @Test
    @DisplayName("shows the store, the one with chains, their tests, and how to wait for others, line by line")
    void codeIsCompiled() throws IOException {
        List<String> blocks = blocks();
        assertEquals(8, blocks.size());
        assertEquals(written(Files.readString(STORE)), written(String.join("\n", blocks.subList(0, 4))));
        assertEquals(written(Files.readString(TEST)), written(blocks.get(4)));
        assertEquals(written(Files.readString(CHAINING_STORE)), written(blocks.get(5)));
        assertEquals(written(Files.readString(CHAINING_TEST)), written(blocks.get(6)));
        assertEquals(written(Files.readString(WAITING)), written(blocks.get(7)));
    }

    @Test
    @DisplayName("leads to a store of less than 150 lines, in six steps")
    void isShort() throws IOException {
        assertTrue(Files.readAllLines(STORE).size() < 150);
        long steps = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("## [0-9]\\. .*"))
                .count();
        assertEquals(6, steps);
    }

    @Test
    @DisplayName("links to files and headings that exist")
    void linksExist() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> headings = page.lines()
                .filter(line -> line.startsWith("##"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
        List<String> links = Pattern.compile("]\\((?!https?:)([^)]+)\\)")
                .matcher(page)
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertTrue(links.size() >= 8, "only " + links);
        for (String link : links) {
            assertTrue(
                    link.startsWith("#")
                            ? headings.contains(link.substring(1))
                            : Files.exists(HOME.resolve("docs").resolve(link)),
                    "the page links to " + link);
        }
    }

    @Test
    @DisplayName("leads from the number of a clause to its line in the contract")
    void clauses() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf("\n[S1]: "));
        StringBuilder expected = new StringBuilder();
        List<String> contract = Files.readAllLines(HOME.resolve("docs").resolve(CONTRACT));
        for (int at = 0; at < contract.size(); at++) {
            Matcher clause = Pattern.compile(".*<b>(S[0-9]+) .*").matcher(contract.get(at));
            if (clause.matches() && before.contains("[" + clause.group(1) + "]")) {
                expected.append("\n[" + clause.group(1) + "]: " + CONTRACT + "#L" + (at + 1));
            }
        }
        if (Boolean.getBoolean("posse.docs.write")) {
            Files.writeString(PAGE, before + expected + "\n");
        }
        assertEquals(before + expected + "\n", page, "-Dposse.docs.write=true writes where the clauses stand");
        String prose = Pattern.compile("```.*?```|`[^`]*`", Pattern.DOTALL)
                .matcher(before)
                .replaceAll("");
        assertFalse(Pattern.compile("(?<![\\[\\w])S[0-9]").matcher(prose).find(), "a clause without its link");
    }
}
