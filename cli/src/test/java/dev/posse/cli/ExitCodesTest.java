package dev.posse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@DisplayName("Exit codes mean one thing, whatever the command")
class ExitCodesTest extends AtATerminal {

    /** Each command as it would be typed where a campaign drop and an account alice are. */
    private static final String[] COMMANDS = {
        "init",
        "create autumn --price 100 --capacity 5",
        "open bob",
        "deposit alice 5 --id voucher-8",
        "withdraw alice 5 --id payout-1 --yes",
        "buy alice drop --purchase-id order-9 --yes",
        "statement alice",
        "confirm",
        "audit",
        "audit --campaign drop",
        "doctor",
        "show campaigns",
        "show campaign drop",
        "show sold drop",
        "show account alice",
        "show slot drop 1",
        "show transaction drop 1",
        "resolve alice",
        "resolve alice --purchase order-1",
        "close drop",
        "reopen drop",
        "mend FILE",
    };

    static Stream<String> commands() {
        return Stream.of(COMMANDS);
    }

    /** Types it with a file as {@code show} prints it, of the sale at slot 1. */
    private int types(String command, String uri) throws IOException {
        Path file = directory.resolve("slot.txt");
        if (!Files.exists(file)) {
            terminal.posse("show", "account", "alice", "--store", shop.uri);
            Files.writeString(file, terminal.said());
        }
        return terminal.posse((command.replace("FILE", file.toString()) + " --store " + uri).split(" "));
    }

    private String troubled(String scheme) {
        return shop.uri.replace("shared:", scheme + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "init, 0",
        "create drop --price 250 --capacity 100, 0",
        "create autumn --price 100 --capacity 5, 0",
        "open alice, 0",
        "open bob, 0",
        "deposit alice 5 --id voucher-8, 0",
        "deposit alice 1000 --id voucher-7, 0",
        "withdraw alice 5 --id payout-1 --yes, 0",
        "buy alice drop --purchase-id order-1 --yes, 0",
        "buy alice drop --purchase-id order-9 --yes, 0",
        "statement alice, 0",
        "confirm, 0",
        "audit, 0",
        "audit --campaign drop --account alice, 0",
        "show campaigns, 0",
        "show campaign drop, 0",
        "show sold drop, 0",
        "show account alice, 0",
        "show slot drop 1, 0",
        "show transaction drop 1, 0",
        "resolve alice, 0",
        "resolve alice --purchase order-1, 0",
        "close drop, 0",
        "reopen drop, 0",
        "mend FILE, 0",
        // In memory everything ends with the process.
        "doctor, 1",
    })
    @DisplayName("0: all is well")
    void fine(String command, int code) throws IOException {
        shop.sellOne();
        assertEquals(code, types(command, shop.uri), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({"audit", "audit --campaign drop", "reopen drop"})
    @DisplayName("1: the books do not balance")
    void unbalanced(String command) throws IOException {
        shop.sellOne();
        shop.losesTheDebit();
        shop.isStopped("found");
        assertEquals(1, types(command, shop.uri), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({"show account alice", "audit"})
    @DisplayName("1: a document that was asked for is corrupt")
    void corrupt(String command) throws IOException {
        shop.sellOne();
        shop.edit(Keys.account("alice"), text -> text.replace("\"balance\"", "balance"));
        assertEquals(1, types(command, shop.uri), terminal.said());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("2: no store has that scheme")
    void unknownScheme(String command) throws IOException {
        shop.sellOne();
        assertEquals(2, types(command, "nosuch:store"), terminal.said());
    }

    @Test
    @DisplayName("a campaign that has lost its document is no typing error, but a difference")
    void lostCampaign() throws IOException {
        shop.sellOne();
        shop.edit(Keys.campaign("drop"), text -> "{}");
        assertEquals(1, types("audit --campaign drop", shop.uri), terminal.said());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("3: the store does not answer")
    void unreachable(String command) throws IOException {
        shop.sellOne();
        assertEquals(3, types(command, troubled("down")), terminal.said());
        assertEquals(1, terminal.said().lines().count(), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({
        "create autumn --price 100 --capacity 5",
        "open bob",
        "deposit alice 5 --id voucher-8",
        "buy alice drop --purchase-id order-9 --yes",
        "close drop",
        "mend FILE",
        "resolve alice"
    })
    @DisplayName("4: nobody can tell now; ask again")
    void undecided(String command) throws IOException {
        shop.sellOne();
        shop.diesAfterTheLock();
        assertEquals(4, types(command, troubled("mute")), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({"init", "confirm"})
    @DisplayName("4: nobody knows whether the incarnation document was written")
    void undecidedIncarnation(String command) throws IOException {
        if (command.equals("confirm")) {
            shop.sellOne();
            shop.edit(Keys.INCARNATION, text -> text.replace("this life", "an earlier life"));
        }
        assertEquals(4, terminal.posse(command, "--store", troubled("mute")), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({
        "create autumn --price 100 --capacity 5",
        "open bob",
        "deposit alice 5",
        "withdraw alice 5 --yes",
        "buy alice drop --yes",
        "statement alice",
        "audit",
        "audit --campaign drop",
        "resolve alice",
        "close drop",
        "reopen drop",
        "confirm"
    })
    @DisplayName("5: the store is not set up")
    void notSetUp(String command) {
        assertEquals(5, terminal.posse((command + " --store " + shop.uri).split(" ")), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({"open bob", "deposit alice 5", "buy alice drop --yes", "resolve alice", "close drop", "reopen drop"})
    @DisplayName("5: the data has another life")
    void anotherLife(String command) throws IOException {
        shop.sellOne();
        shop.edit(Keys.INCARNATION, text -> text.replace("this life", "an earlier life"));
        assertEquals(5, types(command, shop.uri), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({
        "create drop --price 250 --capacity 100",
        "buy alice drop --yes",
        "show sold drop",
        "close drop",
        "reopen drop"
    })
    @DisplayName("5: a newer release has written the document that the command needs")
    void newer(String command) throws IOException {
        shop.sellOne();
        shop.edit(Keys.campaign("drop"), text -> text.replace("\"format\":1", "\"format\":2"));
        assertEquals(5, types(command, shop.uri), terminal.said());
    }

    @ParameterizedTest
    @CsvSource({
        "withdraw alice 5000 --yes, the balance is lower",
        "buy alice shut --yes, CLOSED",
        "buy alice dear --yes, INSUFFICIENT_FUNDS",
    })
    @DisplayName("6: refused, and the text says why")
    void refused(String command, String says) throws IOException {
        shop.sellOne();
        types("create shut --price 1 --capacity 1", shop.uri);
        types("close shut", shop.uri);
        types("create dear --price 5000 --capacity 1", shop.uri);
        assertEquals(6, types(command, shop.uri), terminal.said());
        assertTrue(terminal.said().contains(says), terminal.said());
    }

    /** Not init: a write that fails, however it fails, may have happened, so that it ends with 4. */
    static Stream<String> commandsThatRead() {
        return commands().filter(command -> !command.equals("init"));
    }

    @ParameterizedTest
    @MethodSource("commandsThatRead")
    @DisplayName("70: a bug, never taken for books that do not balance, and shows where it is")
    void crashed(String command) throws IOException {
        shop.sellOne();
        assertEquals(70, types(command, troubled("crashing")), terminal.said());
        assertTrue(terminal.said().contains("FailingStoreProvider"), terminal.said());
        assertTrue(terminal.said().contains("please report"), terminal.said());
    }

    @Test
    @DisplayName("./posse --help lists them all, and no command has one of its own")
    void listed() {
        CommandLine program = Main.commandLine();
        Set<String> all = program.getCommandSpec().usageMessage().exitCodeList().keySet();
        assertEquals(Set.of("0", "1", "2", "3", "4", "5", "6", "70"), all);
        program.getSubcommands().forEach((name, command) -> {
            Set<String> own = command.getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(own.containsAll(Set.of("0", "2", "3")), name + " says only " + own);
            own.removeAll(all);
            assertEquals(Set.of(), own, name);
        });
    }
}
