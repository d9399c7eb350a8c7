package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One thing that cannot be read hides nothing else: a command")
class BrokenBooksTest extends AtATerminal {

    /** Types it where the store makes nothing of a value that begins with FOREIGN, and fails for all keys read with it. */
    private void types(int code, String says, String command) {
        String line = command + " --store " + shop.uri.replace("shared:", "choosy:");
        answers(code, says, line.split(" "));
    }

    private void holdsSomethingForeign(String key) {
        shop.edit(key, text -> "FOREIGN " + text);
    }

    private void isCorrupt(String key) {
        shop.edit(key, text -> text.replaceFirst("\"", ""));
    }

    @Test
    @DisplayName("sees what is there where a part of the store does not answer; what would sell or change is refused")
    void partDoesNotAnswer() {
        shop.sellOne();
        String partly = "--store=" + shop.uri.replace("shared:", "partly:");
        answers(0, "drop", "show", "campaigns", partly);
        answers(0, "order-1", "show", "sold", "drop", partly);
        answers(ExitCode.NOT_HEALTHY, "is down, wait for that", "show", "account", "alice", partly);
        answers(ExitCode.UNDECIDED, "account/alice", "audit", partly);
        answers(ExitCode.NOT_HEALTHY, "a part of the store does not answer", "doctor", partly);
        answers(ExitCode.NOT_HEALTHY, "PART_MISSING", "doctor", "--json", partly);
        answers(ExitCode.STORE_UNREACHABLE, "", "close", "drop", partly);
        answers(ExitCode.STORE_UNREACHABLE, "", "resolve", "alice", partly);
        answers(ExitCode.STORE_UNREACHABLE, "", "confirm", partly);
    }

    @Test
    @DisplayName("tells a sale that cannot be paid for a sale, and not for one that is over: the lock stays")
    void lockStays() {
        shop.sellOne();
        shop.diesAfterTheClaim();
        shop.edit(
                Keys.account("alice"),
                text -> text.replace("\"balance\":750", "\"balance\":150")
                        .replace("\"deposited\":1000", "\"deposited\":400"));

        for (String asked : List.of("", " --purchase order-2")) {
            types(ExitCode.UNDECIDED, "order-2 has bought slot 2 of drop", "resolve alice" + asked);
            assertTrue(terminal.said().contains("the lock of alice stays"), terminal.said());
        }
    }

    @Test
    @DisplayName("lists the other campaigns, and names the foreign key")
    void campaigns() {
        shop.sellOne();
        shop.create("other");
        holdsSomethingForeign(Keys.campaign("other"));
        types(1, "settled, price 250  drop", "show campaigns");
        assertTrue(terminal.said().contains("UNREADABLE The store answers for other keys and not for campaign/other"));
        types(1, "not for campaign/other", "show campaigns --stopped --json");
    }

    @Test
    @DisplayName("says which page of the directory cannot be read")
    void pages() {
        shop.sellOne();
        isCorrupt(Keys.directory(1));
        types(1, "UNREADABLE The document posse/directory/1 cannot be read", "show campaigns --stopped");
        types(1, "\"key\" : \"posse/directory/1\"", "show campaigns --json");
        holdsSomethingForeign(Keys.directory(1));
        types(1, "UNREADABLE The store answers for other keys and not for posse/directory/1", "show campaigns");
        types(4, "NOT_READ posse/directory/1", "audit");
    }

    @Test
    @DisplayName("lists the other sold slots, whether a slot is corrupt or foreign")
    void sold() {
        shop.sellOne();
        shop.diesAfterTheClaim();
        isCorrupt(Keys.slot("drop", 1));
        types(1, "UNREADABLE The document slot/drop/1 cannot be read", "show sold drop");
        assertTrue(terminal.said().contains("order-2"), terminal.said());
        holdsSomethingForeign(Keys.slot("drop", 1));
        types(1, "\"key\" : \"slot/drop/1\"", "show sold drop --json");
        assertTrue(terminal.said().contains("order-2"), terminal.said());
    }

    @Test
    @DisplayName("audits the rest, and says of the foreign account that it was not read")
    void audit() {
        shop.sellOne();
        holdsSomethingForeign(Keys.account("alice"));
        types(4, "NOT_READ account/alice", "audit --account alice");
        types(4, "1 slots sold for 250", "audit --campaign drop --account alice");
    }

    @Test
    @DisplayName("tells a foreign value from a store that is down, with exit code 1, and mend does not overwrite it")
    void foreign() throws IOException {
        shop.sellOne();
        types(0, "account/alice @", "show account alice");
        Path file = directory.resolve("alice.txt");
        Files.writeString(file, terminal.said());
        holdsSomethingForeign(Keys.account("alice"));
        types(1, "not for account/alice", "show account alice");
        assertTrue(terminal.said().contains("@absent"), terminal.said());
        types(1, "not for account/alice", "show document account/alice");
        types(1, "not for account/alice", "show account alice --history");
        types(1, "not for account/alice", "mend " + file);
        Files.writeString(file, Files.readString(file).replaceFirst("@\\S+", "@absent"));
        types(1, "not for account/alice", "mend " + file);
        assertFalse(terminal.said().contains("is written"), terminal.said());
    }

    @Test
    @DisplayName("shows a foreign value where the store can, and mends it, if it still stands there")
    void foreignShown() throws IOException {
        shop.sellOne();
        types(0, "account/alice @", "show account alice");
        String document = terminal.said().lines().skip(1).collect(Collectors.joining("\n"));
        holdsSomethingForeign(Keys.account("alice"));
        String store = " --store " + shop.uri.replace("shared:", "showing:");

        assertEquals(1, terminal.posse(("show account alice" + store).split(" ")), terminal.said());
        assertTrue(terminal.said().contains("FOREIGN {"), terminal.said());
        assertTrue(terminal.said().contains("holds a string that Posse did not write"), terminal.said());
        String first = terminal.said()
                .lines()
                .filter(line -> line.startsWith("account/alice @"))
                .findFirst()
                .orElseThrow();
        assertEquals(1, terminal.posse(("show account alice --history" + store).split(" ")), terminal.said());
        assertTrue(terminal.said().contains("./posse show document account/alice shows"), terminal.said());

        Path file = directory.resolve("alice.txt");
        Files.writeString(file, first + "\n" + document);
        holdsSomethingForeign(Keys.account("alice"));
        assertEquals(1, terminal.posse(("mend " + file + store).split(" ")), terminal.said());
        assertEquals(1, terminal.posse(("show account alice --json" + store).split(" ")), terminal.said());
        assertTrue(terminal.said().replace(" ", "").contains("\"foreign\":\"astring\""), terminal.said());
        String version = terminal.said().replaceFirst("(?s).*\"version\" ?: ?\"([^\"]+)\".*", "$1");
        Files.writeString(file, "account/alice @" + version + "\n" + document);
        assertEquals(0, terminal.posse(("mend " + file + store).split(" ")), terminal.said());
        types(0, "account/alice @", "show account alice");
    }
}
