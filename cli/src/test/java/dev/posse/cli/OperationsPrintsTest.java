package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the page for the person on call shows as printed")
class OperationsPrintsTest extends AtATerminal {

    private static final Path HOME =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

    @Test
    @DisplayName("a lock and a claim that a dead driver left")
    void halfDone() throws IOException {
        shop.sellOne();
        shop.diesAfterTheClaim();
        prints("half done");
    }

    @Test
    @DisplayName("a lock without a claim, called off")
    void calledOff() throws IOException {
        shop.sellOne();
        shop.diesAfterTheLock();
        prints("called off");
    }

    @Test
    @DisplayName("a stopped campaign whose buyer lost a write, mended and opened again")
    void mended() throws IOException {
        shop.sellOne();
        shop.diesAfterTheClaim();
        shop.losesTheLock();
        shop.isStopped("The slot is sold, has no transaction, and its buyer's account bears no lock for it");
        prints("stopped");
        giveTheLockBack();
        prints("mended");
    }

    @Test
    @DisplayName("a store that came back empty")
    void empty() throws IOException {
        prints("empty");
    }

    @Test
    @DisplayName("a document of a newer release")
    void newer() throws IOException {
        shop.sellOne();
        shop.edit(Keys.campaign("drop"), text -> text.replace("\"format\":1", "\"format\":2"));
        prints("newer");
    }

    private void giveTheLockBack() throws IOException {
        terminal.posse("show", "slot", "drop", "2", "--store", shop.uri);
        String facts = terminal.said()
                .replaceAll("(?s).*(\"campaign\" :)", "$1")
                .replaceFirst("\"account\" : \"[^\"]*\",", "");
        terminal.posse("show", "account", "alice", "--store", shop.uri);
        Files.writeString(
                directory.resolve("alice.txt"),
                terminal.said().replace("\"recentPurchases\"", "\"lock\" : {" + facts + ",\"recentPurchases\""));
    }

    /** Types what the block types, and compares all that is printed but for ids that are drawn afresh. */
    private void prints(String name) throws IOException {
        String page = Files.readString(HOME.resolve("docs/operations.md"));
        MatchResult block = Pattern.compile("<!-- printed: " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page shows nothing as printed for " + name));
        StringBuilder printed = new StringBuilder();
        block.group(1).lines().filter(line -> line.startsWith("$ ")).forEach(line -> {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")).subList(2, line.split(" ").length));
            words.replaceAll(
                    word -> word.endsWith(".txt") ? directory.resolve(word).toString() : word);
            words.add("--store=" + shop.uri);
            int code = terminal.posse(words.toArray(String[]::new));
            printed.append(line)
                    .append('\n')
                    .append(terminal.said())
                    .append("exit code ")
                    .append(code)
                    .append('\n');
        });
        assertTrue(printed.length() > 0, "nothing is typed in " + name);
        assertEquals(timeless(block.group(1)), timeless(printed.toString()));
    }

    private static String timeless(String text) {
        return text.replaceAll("@[0-9a-zA-Z.-]+", "@VERSION").replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }
}
