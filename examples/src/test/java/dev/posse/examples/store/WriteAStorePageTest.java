package dev.posse.examples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
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

    private static List<String> blocks() throws IOException {
        String page = Files.readString(HOME.resolve("docs/write-a-store.md"));
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
    @DisplayName("shows the store, the one with chains, and their tests, line by line")
    void codeIsCompiled() throws IOException {
        List<String> blocks = blocks();
        assertEquals(7, blocks.size());
        assertEquals(written(Files.readString(STORE)), written(String.join("\n", blocks.subList(0, 4))));
        assertEquals(written(Files.readString(TEST)), written(blocks.get(4)));
        assertEquals(written(Files.readString(CHAINING_STORE)), written(blocks.get(5)));
        assertEquals(written(Files.readString(CHAINING_TEST)), written(blocks.get(6)));
    }

    @Test
    @DisplayName("leads to a store of less than 150 lines, in six steps")
    void isShort() throws IOException {
        assertTrue(Files.readAllLines(STORE).size() < 150);
        long steps = Files.readAllLines(HOME.resolve("docs/write-a-store.md")).stream()
                .filter(line -> line.matches("## [0-9]\\. .*"))
                .count();
        assertEquals(6, steps);
    }

    @Test
    @DisplayName("links to files that exist")
    void linksExist() throws IOException {
        List<String> links = Pattern.compile("]\\((?!https?:)([^)#]+)")
                .matcher(Files.readString(HOME.resolve("docs/write-a-store.md")))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertTrue(links.size() >= 3, "only " + links);
        for (String link : links) {
            assertTrue(Files.exists(HOME.resolve("docs").resolve(link)), "the page links to " + link);
        }
    }
}
