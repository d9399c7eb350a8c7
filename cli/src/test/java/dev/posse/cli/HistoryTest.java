package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The history of an account, as commands show it,")
class HistoryTest extends AtATerminal {

    private void types(int code, String says, String command) {
        answers(code, says, (command + " --store " + shop.uri).split(" "));
    }

    @Test
    @DisplayName("goes from the newest entry back to the first, beyond what the account itself holds")
    void all() {
        shop.sellOne();
        shop.deposits(40);
        types(0, "deposited 3  small-40\n", "show account alice --history");
        List<String> lines = terminal.said().lines().toList();
        assertEquals(42, lines.size(), terminal.said());
        assertTrue(lines.get(0).strip().startsWith("42 "), lines.get(0));
        assertTrue(lines.get(40).endsWith("bought slot 1 of drop for 250  order-1"), lines.get(40));
        assertTrue(lines.get(41).endsWith("deposited 1,000  voucher-7"), lines.get(41));
    }

    @Test
    @DisplayName("ends where it is told to, and says that there is more")
    void most() {
        shop.sellOne();
        types(0, "there are older ones; these are the newest 1\n", "show account alice --history --most 1");
        assertFalse(terminal.said().contains("voucher-7"), terminal.said());
        types(0, "\"older\" : true", "show account alice --history --most 1 --json");
        types(0, "voucher-7", "show account alice --history --most 2");
        assertFalse(terminal.said().contains("older"), terminal.said());
        types(2, "1 to 10000", "show account alice --history --most 0");
        types(2, "1 to 10000", "show account alice --history --most 10001");
        types(2, "--most goes with --history", "show account alice --most 5");
        types(2, "there is no account/bob", "show account bob --history");
    }

    @Test
    @DisplayName("names an archive document that cannot be followed, and is not taken for complete")
    void missing() {
        shop.sellOne();
        shop.deposits(40);
        shop.edit(Keys.movement("alice", "small-10"), text -> "{}");
        types(1, "UNREADABLE  movement/alice/small-10", "show account alice --history");
        assertTrue(terminal.said().contains("order-1"), "the purchases go on: " + terminal.said());
        types(1, "\"key\" : \"movement/alice/small-10\"", "show account alice --history --json");
    }

    @Test
    @DisplayName("is made of documents that show knows and mend writes back")
    void documents() throws IOException {
        shop.sellOne();
        shop.deposits(40);
        shop.buys(20);
        types(0, "purchase/alice/order-1 @", "show purchase alice order-1");
        Path file = directory.resolve("lost.txt");
        Files.writeString(file, terminal.said());
        types(0, "purchase/alice/order-1 @", "mend " + file);
        Files.writeString(
                file,
                Files.readString(file).replaceFirst("@\\S+", "@absent").replaceFirst("alice/order-1", "alice/order-0"));
        types(2, "no node could read it", "mend " + file);
        types(0, "\"kind\" : \"deposit\"", "show movement alice small-1");
        Files.writeString(
                file,
                terminal.said()
                        .replaceFirst("@\\S+", "@absent")
                        .replace("small-1\"", "small-0\"")
                        .replace("alice/small-1", "alice/small-0"));
        types(0, "movement/alice/small-0 @", "mend " + file);
        types(0, "\"id\" : \"small-0\"", "show document movement/alice/small-0");
        types(2, "there is no purchase/alice/order-99", "show purchase alice order-99");
        types(2, "is not usable", "show movement alice a/b");
        types(2, "No document of Posse has the key somebody/else", "show document somebody/else");
    }
}
