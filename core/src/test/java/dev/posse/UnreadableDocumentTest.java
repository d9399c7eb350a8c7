package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.fixture.ScriptedNode;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

@DisplayName("The front door: a document that cannot be read")
class UnreadableDocumentTest {

    private static final byte[] NEWER = "{\"format\":2}".getBytes(StandardCharsets.UTF_8);

    private final FrontFixture front = FrontFixture.selling();
    private final Posse posse = front.posse;

    @TestFactory
    @DisplayName("is named in an exception of the front door's own, and left as it is")
    Stream<DynamicTest> isNamed() {
        return Stream.of(
                unreadable("account/alice", "purchase", () -> posse.purchase(PurchaseRequest.of("alice", "drop"))),
                unreadable("campaign/drop", "purchase", () -> posse.purchase(PurchaseRequest.of("bob", "drop"))),
                unreadable("account/alice", "outcome", () -> posse.outcome("alice", "order-1")),
                unreadable("account/alice", "cancel", () -> posse.cancel("alice", "order-1")),
                unreadable("account/alice", "login", () -> posse.login("alice")),
                unreadable("account/alice", "statement", () -> posse.accounts().statement("alice")),
                unreadable("account/alice", "deposit", () -> posse.accounts().deposit("alice", "id", 1)),
                unreadable("account/alice", "withdraw", () -> posse.accounts().withdraw("alice", "id", 1)),
                unreadable("campaign/drop", "find", () -> posse.campaigns().find("drop")),
                unreadable("campaign/drop", "close", () -> posse.campaigns().close("drop")),
                unreadable("campaign/drop", "reopen", () -> posse.campaigns().reopen("drop")),
                unreadable("campaign/drop", "create", () -> posse.campaigns().create("drop", ScriptedNode.PRICE, 1)),
                unreadable("slot/drop/1", "sold", () -> posse.campaigns().sold("drop", 1, 1)),
                unreadable("posse/directory/1", "list", () -> posse.campaigns().list()),
                unreadable(
                        "posse/incarnation", "open", () -> Posse.on(front.store).open()),
                unreadable("posse/incarnation", "confirm", () -> Posse.confirm(front.store)),
                unreadable(
                        "posse/incarnation",
                        "open an account",
                        () -> posse.accounts().open("carol")));
    }

    private DynamicTest unreadable(String key, String call, Executable executable) {
        return DynamicTest.dynamicTest(call + " meets " + key, () -> {
            front.store.force(key, NEWER);
            Map<String, Entry> before = front.store.content();
            assertEquals(
                    key,
                    assertThrows(UnreadableDocumentException.class, executable).key());
            // Creating lists the campaign first, and that may stand (CampaignsTest).
            before.forEach((each, entry) -> {
                if (!each.startsWith("posse/directory/") || key.equals(each)) {
                    assertEquals(entry, front.store.content().get(each));
                }
            });
        });
    }
}
