package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.ScriptedNode;
import dev.posse.purchase.LockPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Creating a campaign among many others")
class CreationCostTest {

    /** Reads of the incarnation and of the open pages; the page with the campaign on it; the campaign. */
    private static final int OPERATIONS = 4;

    private final ScriptedNode store = ScriptedNode.empty();

    private void listed(int campaigns) {
        for (int page = 1; (page - 1) * Directory.PAGE_SIZE < campaigns; page++) {
            int first = (page - 1) * Directory.PAGE_SIZE;
            List<String> ids = IntStream.range(first, Math.min(campaigns, first + Directory.PAGE_SIZE))
                    .mapToObj(number -> "old-" + number)
                    .toList();
            store.with(new Directory(page, ids, UnknownFields.NONE));
        }
    }

    private FrontFixture node() {
        return new FrontFixture(store, LockPolicy.COMPLETE);
    }

    private int cost(FrontFixture node, String campaign) {
        int before = store.store().calls().size();
        node.posse.campaigns().create(campaign, 1, 1);
        return store.store().calls().size() - before;
    }

    /** On which pages, in order, each as often as it lists the campaign. */
    private List<Integer> pagesOf(String campaign) {
        List<Integer> pages = new ArrayList<>();
        for (int number = 1; number <= 60; number++) {
            for (String listed : page(number).map(Directory::campaigns).orElse(List.of())) {
                if (listed.equals(campaign)) {
                    pages.add(number);
                }
            }
        }
        return pages;
    }

    private Optional<Directory> page(int number) {
        String key = Keys.directory(number);
        return Optional.ofNullable(store.store().content().get(key)).map(entry -> Directory.decode(key, entry.value()));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 10_000})
    @DisplayName("costs the same, however many there are, once its node has read the directory")
    void constant(int campaigns) {
        listed(campaigns);
        FrontFixture node = node();
        int first = cost(node, "first");
        int second = cost(node, "second");

        for (int number = 0; number < 260; number++) {
            assertEquals(OPERATIONS, cost(node, "next-" + number), "after " + number);
        }

        int pages = (campaigns + Directory.PAGE_SIZE - 1) / Directory.PAGE_SIZE;
        assertTrue(first <= OPERATIONS + pages / Directory.PAGES_AT_ONCE, "sixteen pages at once: " + first);
        assertTrue(second <= OPERATIONS + 1, "second: " + second);
        assertEquals(1, pagesOf("next-259").size());
    }

    @Test
    @DisplayName("costs it from the first on where the node's patrols have read the directory")
    void patrolled() {
        listed(10_000);
        FrontFixture node = node();
        node.fixture.runDue();

        assertEquals(OPERATIONS, cost(node, "first"));
    }

    @Test
    @DisplayName(
            "one that was listed by somebody who died before he created it is not listed twice, on whichever page it is")
    void listedBefore() {
        listed(1_000);
        FrontFixture node = node();
        node.posse.campaigns().create("first", 1, 1);
        node.posse.campaigns().create("second", 1, 1);

        for (String listed : List.of("old-0", "old-300", "old-999")) {
            node.posse.campaigns().create(listed, 1, 1);

            assertEquals(1, pagesOf(listed).size(), listed);
        }
    }

    @Test
    @DisplayName(
            "one that is there and not listed any more, for its page was lost and begun anew, is listed when it is created again")
    void lostPage() {
        listed(1_000);
        FrontFixture node = node();
        node.posse.campaigns().create("first", 1, 1);
        node.posse.campaigns().create("second", 1, 1);
        FrontFixture other = node();
        other.posse.campaigns().create("elsewhere", 1, 1);
        node.posse.campaigns().create("old-300", 1, 1);
        store.with(Directory.empty(2).with("anew"));

        node.posse.campaigns().create("old-300", 1, 1);
        assertEquals(List.of(2), pagesOf("old-300"));
        other.posse.campaigns().create("old-300", 1, 1);
        assertEquals(List.of(2), pagesOf("old-300"));
    }

    @Test
    @DisplayName("of two nodes that create at the same time each lists behind the other, every campaign once")
    void twoNodes() {
        listed(400);
        FrontFixture one = node();
        FrontFixture other = node();
        for (int number = 0; number < 100; number++) {
            one.posse.campaigns().create("one-" + number, 1, 1);
            other.posse.campaigns().create("other-" + number, 1, 1);
            other.posse.campaigns().create("one-" + number, 1, 1);
        }

        for (int number = 0; number < 100; number++) {
            assertEquals(1, pagesOf("one-" + number).size());
            assertEquals(1, pagesOf("other-" + number).size());
        }
        assertEquals(Directory.PAGE_SIZE, page(2).orElseThrow().campaigns().size());
        assertEquals(
                600 - 2 * Directory.PAGE_SIZE, page(3).orElseThrow().campaigns().size());
    }
}
