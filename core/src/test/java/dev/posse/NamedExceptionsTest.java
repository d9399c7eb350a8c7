package dev.posse;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("A public method throws what its Javadoc names")
class NamedExceptionsTest {

    private static final byte[] NEWER = "{\"format\":9}".getBytes(StandardCharsets.UTF_8);
    private static final int MOST_CALLS = 8;

    /** A method, where its Javadoc is, and a call of it with arguments that are in order. */
    private record Offered(String file, String name, Consumer<FrontFixture> call) {}

    private static final List<Offered> METHODS = List.of(
            new Offered("Posse", "initialize", front -> Posse.initialize(front.store)),
            new Offered("Posse", "confirm", front -> Posse.confirm(front.store)),
            new Offered(
                    "PosseBuilder",
                    "open",
                    front -> Posse.on(front.store).open().close()),
            new Offered("Posse", "purchase", front -> front.posse.purchase(order())),
            new Offered("Posse", "outcome", front -> front.posse.outcome("alice", "order-1")),
            new Offered("Posse", "cancel", front -> front.posse.cancel("alice", "order-1")),
            new Offered("Posse", "login", front -> front.posse.login("alice")),
            new Offered("Posse", "audit", front -> front.posse.audit("alice")),
            new Offered("Posse", "auditCampaign", front -> front.posse.auditCampaign("drop")),
            new Offered("Accounts", "open", front -> front.posse.accounts().open("carol")),
            new Offered("Accounts", "deposit", front -> front.posse.accounts().deposit("alice", "d", 1)),
            new Offered("Accounts", "withdraw", front -> front.posse.accounts().withdraw("alice", "w", 1)),
            new Offered("Accounts", "statement", front -> front.posse.accounts().statement("alice")),
            new Offered("Accounts", "history", front -> front.posse.accounts().history("alice")),
            new Offered("Campaigns", "create", front -> front.posse.campaigns().create("other", 1, 1)),
            new Offered("Campaigns", "close", front -> front.posse.campaigns().close("drop")),
            new Offered("Campaigns", "reopen", front -> front.posse.campaigns().reopen("drop")),
            new Offered("Campaigns", "find", front -> front.posse.campaigns().find("drop")),
            new Offered("Campaigns", "list", front -> front.posse.campaigns().list()),
            new Offered("Campaigns", "sold", front -> front.posse.campaigns().sold("drop", 1, 10)));

    private static PurchaseRequest order() {
        return PurchaseRequest.of("alice", "drop").withPurchaseId("order-1");
    }

    @TestFactory
    @DisplayName("whatever the store does, and from whichever call on")
    Stream<DynamicTest> named() {
        return METHODS.stream()
                .map(method -> DynamicTest.dynamicTest(
                        method.file() + "." + method.name(),
                        () -> troubles().forEach((trouble, begin) -> assertNamed(method, trouble, begin))));
    }

    private static Map<String, Consumer<FrontFixture>> troubles() {
        Map<String, Consumer<FrontFixture>> troubles = new LinkedHashMap<>();
        for (int from = 1; from <= MOST_CALLS; from++) {
            int call = from;
            troubles.put(
                    "failures from call " + call,
                    front -> front.store.fromCall(call).fails());
            troubles.put(
                    "one failure at call " + call,
                    front -> front.store.atCall(call).fails());
        }
        for (String write : List.of("add ", "swap ")) {
            troubles.put("lost, " + write, front -> front.store.onEvery(write).unknownAndLost());
            troubles.put(
                    "done, nobody knows, " + write,
                    front -> front.store.onEvery(write).unknownButDone());
            troubles.put(
                    "refused, " + write, front -> front.store.onEvery(write).refuses());
            troubles.put("failed, " + write, front -> front.store.onEvery(write).fails());
        }
        for (String key :
                List.of("account/alice", "campaign/drop", "slot/drop/1", "posse/directory/1", "posse/incarnation")) {
            troubles.put(key + " is of a newer release", front -> front.store.force(key, NEWER));
            troubles.put(
                    key + " cannot be read", front -> front.store.onReadsOf(key).fails());
            troubles.put(key + " is lost", front -> front.store.lose(key));
        }
        troubles.put("the store says that data is lost", front -> front.store.noticesLoss("lost"));
        troubles.put("a loss was noticed", front -> front.fixture.guard().shut("noticed"));
        troubles.put("half a purchase is there", NamedExceptionsTest::half);
        troubles.put("half a purchase is there, and writes fail", front -> {
            half(front);
            front.store.onEvery("swap ").fails();
        });
        troubles.put("half a purchase is there, and nobody knows of writes", front -> {
            half(front);
            front.store.onEvery("swap ").unknownAndLost();
        });
        troubles.put("the node is closed", front -> front.posse.close());
        return troubles;
    }

    private static void half(FrontFixture front) {
        front.node.diesBefore("D4", front.node.attempt("alice"));
    }

    private static void assertNamed(Offered method, String trouble, Consumer<FrontFixture> begin) {
        FrontFixture front = FrontFixture.selling();
        begin.accept(front);
        try {
            method.call().accept(front);
        } catch (RuntimeException e) {
            Set<String> named = named(method.file(), method.name());
            boolean isLoss = e instanceof DataLossException && named.contains(StoreException.class.getSimpleName());
            assertTrue(
                    isLoss || named.contains(e.getClass().getSimpleName()),
                    () -> method.name() + ", " + trouble + ": " + e + " is not among " + named);
        }
    }

    @Test
    @DisplayName("what a closed node has handed out before is refused as well")
    void handedOutBefore() {
        FrontFixture front = FrontFixture.selling();
        Accounts accounts = front.posse.accounts();
        Campaigns campaigns = front.posse.campaigns();
        front.posse.close();

        assertThrows(IllegalStateException.class, () -> accounts.deposit("alice", "d", 1));
        assertThrows(IllegalStateException.class, () -> accounts.statement("alice"));
        assertThrows(IllegalStateException.class, () -> campaigns.close("drop"));
        assertThrows(IllegalStateException.class, campaigns::list);
    }

    /** The exceptions that the Javadoc of all methods of this name has. */
    private static Set<String> named(String file, String method) {
        String source;
        try {
            source = Files.readString(Path.of("src/main/java/dev/posse/" + file + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> named = new TreeSet<>();
        Matcher documented = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public [^;{]*?\\b" + method + "\\(", Pattern.DOTALL)
                .matcher(source);
        while (documented.find()) {
            Matcher each = Pattern.compile("@throws (?:[a-z.]+\\.)?(\\w+)").matcher(documented.group(1));
            while (each.find()) {
                named.add(each.group(1));
            }
        }
        return named;
    }
}
