package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import dev.posse.document.Printable;
import dev.posse.store.CasKeyValueStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is pasted from somewhere and is no id, no number and no command ends")
class HostileTypingTest extends AtATerminal {

    /** The message, and the longest usage. */
    private static final int MOST_SAID = 8_000;

    private static final String FORGED = "ERROR everything is sold";

    /** An @ or a minus at the beginning means something to the command line; these mean nothing to anybody. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a b",
            "alice\n" + FORGED,
            "alice\r\u001b[2K\u001b[31m" + FORGED,
            "\u001b]0;title\u0007",
            "\u202egnp.exe",
            "a\u2028" + FORGED,
            "\u0000",
            "\ud83d",
            "\ud83d\ude00",
            "\u0430lice",
            "../../etc/passwd",
            "*",
            "%s%n",
            "${jndi:ldap://here}",
            "\"}{\"x\":1",
            "x".repeat(65) + "!",
            "\u001b".repeat(100_000));

    private static final List<String> COMMANDS = List.of(
            "open ?",
            "create ? --price 1 --capacity 1",
            "create other --price ? --capacity 1",
            "create other --price 1 --capacity ?",
            "deposit ? 5 --id d",
            "deposit alice ? --id d",
            "deposit alice 5 --id ?",
            "withdraw ? 5 --id w --yes",
            "withdraw alice 5 --id ? --yes",
            "buy ? drop --yes",
            "buy alice ? --yes",
            "buy alice drop --purchase-id ? --yes",
            "statement ?",
            "audit --campaign ?",
            "audit --account ?",
            "show account ?",
            "show account alice --history ?",
            "show account alice --most ?",
            "show campaign ?",
            "show sold ?",
            "show sold drop --last ?",
            "show slot ? 1",
            "show slot drop ?",
            "show transaction ? 1",
            "show ?",
            "resolve ?",
            "resolve alice --purchase ?",
            "close ?",
            "reopen ?",
            "?");

    @Test
    @DisplayName("with exit code 2, no forged line, nothing that moves the cursor, and nothing written")
    void refused() {
        shop.sellOne();
        List<String> before = versions();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String command : COMMANDS) {
            assertRefused(command, TEXTS.get(3));
            assertRefused(command, TEXTS.get(TEXTS.size() - 1));
            for (int each = 0; each < 3; each++) {
                assertRefused(command, TEXTS.get(random.nextInt(TEXTS.size())));
            }
            assertEquals(before, versions(), command + ", seed " + seed);
        }
    }

    private void assertRefused(String command, String text) {
        String[] words = Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--json", "--store", shop.uri))
                .map(word -> word.equals("?") ? text : word)
                .toArray(String[]::new);
        String what = command + ", \"" + Printable.of(text, 80) + '"';

        int code = terminal.posse(words);
        String said = terminal.said();

        assertEquals(2, code, () -> what + ": " + Printable.of(said, MOST_SAID));
        assertTrue(
                said.length() <= MOST_SAID,
                () -> what + ": " + said.length() + " characters: " + Printable.of(said, 300));
        assertTrue(
                said.codePoints().allMatch(point -> point == '\n' || Printable.isHarmless(point)),
                () -> what + ": " + Printable.of(said, MOST_SAID));
        assertTrue(said.lines().noneMatch(line -> line.startsWith(FORGED)), () -> what + ": " + said);
    }

    private List<String> versions() {
        try (CasKeyValueStore store = CasKeyValueStore.open(shop.uri)) {
            return Stream.of(
                            Keys.account("alice"),
                            Keys.campaign("drop"),
                            Keys.campaign("other"),
                            Keys.slot("drop", 1),
                            Keys.slot("drop", 2),
                            Keys.directory(1))
                    .map(store::get)
                    .flatMap(Optional::stream)
                    .map(Object::toString)
                    .toList();
        }
    }
}
