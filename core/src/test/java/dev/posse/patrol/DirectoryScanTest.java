package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.CampaignListing;
import dev.posse.dataset.FullPages;
import dev.posse.dataset.HighestSeen;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The directory of campaigns, over several pages")
class DirectoryScanTest {

    private static final Instant NOW = ScriptedNode.NOON;

    private final ScriptedNode node = ScriptedNode.empty();
    private final PatrolSchedule schedule = new PatrolSchedule(PatrolFixture.DEFAULT, new Random(1));
    private final HighestSeen seen = new HighestSeen();
    private final FullPages fullPages = new FullPages();
    private final List<PosseEvent> events = new ArrayList<>();
    private final DirectoryScan reader = new DirectoryScan(
            schedule, seen, fullPages, PatrolReads.of(node.store()), new PatrolEvents("node-1", events::add));

    private Set<String> fullPages(int count) {
        Set<String> all = new HashSet<>();
        for (int number = 1; number <= count; number++) {
            Directory page = Directory.empty(number);
            while (!page.isFull()) {
                String id = "c" + number + "-" + page.campaigns().size();
                page = page.with(id);
                all.add(id);
            }
            node.with(page);
        }
        return all;
    }

    @Test
    @DisplayName("More full pages than are read at once: all campaigns are found at the first reading")
    void all() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE + 1);
        node.with(Directory.empty(Directory.PAGES_AT_ONCE + 2).with("last"));
        all.add("last");

        reader.read(NOW);

        assertEquals(all, schedule.campaigns());
        assertEquals(2, node.store().calls().size(), "round trips");
    }

    @Test
    @DisplayName(
            "What is listed on the open page later is found; of the full ones one is read again each time, in turn")
    void later() {
        Set<String> all = fullPages(2);
        node.with(Directory.empty(3).with("first-of-3"));
        reader.read(NOW);
        int before = node.store().calls().size();
        node.with(Directory.empty(3).with("first-of-3").with("second-of-3"));

        for (int second = 1; second <= 3; second++) {
            reader.read(NOW.plusSeconds(second));
        }

        List<String> calls =
                node.store().calls().subList(before, node.store().calls().size());
        assertEquals(3, calls.size(), "round trips");
        assertTrue(calls.get(0).startsWith("get posse/directory/3 "), calls.toString());
        assertTrue(calls.get(0).endsWith(" posse/directory/1"), calls.toString());
        assertTrue(calls.get(1).endsWith(" posse/directory/2"), calls.toString());
        assertTrue(calls.get(2).endsWith(" posse/directory/1"), calls.toString());
        all.addAll(List.of("first-of-3", "second-of-3"));
        assertEquals(all, schedule.campaigns());
    }

    @Test
    @DisplayName("A page that is lost hides none of those after it, and what it listed is known not to be listed")
    void lostPage() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE + 1);
        reader.read(NOW);
        assertEquals(Map.of(), reader.unlisted());
        node.store().lose("posse/directory/3");

        for (int second = 1; second <= Directory.PAGES_AT_ONCE + 1; second++) {
            reader.read(NOW.plusSeconds(second));
        }

        assertEquals(Directory.PAGE_SIZE, reader.unlisted().size());
        assertEquals(
                "posse/directory/3 listed it and is gone", reader.unlisted().get("c3-0"));
        assertEquals(all, schedule.campaigns(), "they are patrolled on");
        Set<Integer> others = new HashSet<>(fullPages.without("new"));
        assertFalse(others.contains(3), "a campaign may be listed on it again");
        assertEquals(Directory.PAGES_AT_ONCE, others.size());
        PatrolSchedule fresh = new PatrolSchedule(PatrolFixture.DEFAULT, new Random(1));
        new DirectoryScan(
                        fresh,
                        seen,
                        new FullPages(),
                        PatrolReads.of(node.store()),
                        new PatrolEvents("node-2", events::add))
                .read(NOW);
        assertEquals(all.size() - Directory.PAGE_SIZE, fresh.campaigns().size());
    }

    @Test
    @DisplayName("A page that is not answered may be full: those after it are read all the same")
    void unreadLastPage() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE + 1);
        node.store().onReadsOf("posse/directory/" + Directory.PAGES_AT_ONCE).fails();

        reader.read(NOW);

        assertEquals(all.size() - Directory.PAGE_SIZE, schedule.campaigns().size());
    }

    @Test
    @DisplayName("A page that lists less than before, and a campaign that was there before and is on no page")
    void listsLess() {
        node.with(Directory.empty(1).with("one").with("two"));
        reader.read(NOW);
        node.with(Directory.empty(1).with("one"));
        seen.saw(Campaign.created("three", 1, 1));

        reader.read(NOW.plusSeconds(1));

        assertEquals(Set.of("two", "three"), reader.unlisted().keySet());
        assertEquals(Set.of("one", "two", "three"), schedule.campaigns());
        node.with(Directory.empty(1).with("one").with("three").with("two"));
        reader.read(NOW.plusSeconds(2));
        assertEquals(Map.of(), reader.unlisted());
    }

    @Test
    @DisplayName("Of a page that cannot be read nobody knows what it lists: said, and nothing taken for not listed")
    void unreadable() {
        node.with(Directory.empty(1).with("one"));
        reader.read(NOW);
        node.store().onReadsOf("posse/directory/1").fails();
        seen.saw(Campaign.created("two", 1, 1));

        reader.read(NOW.plusSeconds(1));

        assertEquals(Map.of(), reader.unlisted());
        assertEquals(Set.of("one", "two"), schedule.campaigns());
        assertTrue(events.toString().contains("posse/directory/1: "), events.toString());
    }

    @Test
    @DisplayName("So it is with a full page that is read again in its turn")
    void unreadableInItsTurn() {
        var unused = fullPages(1);
        node.with(Directory.empty(2).with("one"));
        reader.read(NOW);
        node.store().onReadsOf("posse/directory/1").fails();
        seen.saw(Campaign.created("two", 1, 1));

        reader.read(NOW.plusSeconds(1));
        assertEquals(Map.of(), reader.unlisted());

        node.store().behave();
        seen.saw(Campaign.created("three", 1, 1));
        reader.read(NOW.plusSeconds(2));
        assertEquals(Set.of("three"), reader.unlisted().keySet());
    }

    @Test
    @DisplayName("It is read once per second")
    void interval() {
        assertTrue(reader.isDue(NOW));
        reader.read(NOW);
        assertFalse(reader.isDue(NOW.plusMillis(999)));
        assertTrue(reader.isDue(NOW.plusSeconds(1)));
        assertEquals(NOW.plusSeconds(1), reader.due());
    }

    @Test
    @DisplayName("Listing goes to the first page with room; a full one is followed by a new one, a listed name is left")
    void listing() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE);

        assertTrue(node.run(Actor.ADMIN, CampaignListing.begin("one-more")).isEmpty());
        assertTrue(node.run(Actor.ADMIN, CampaignListing.begin("one-more")).isPresent());
        assertTrue(node.run(Actor.ADMIN, CampaignListing.begin("c1-0")).isPresent());

        reader.read(NOW);
        all.add("one-more");
        assertEquals(all, schedule.campaigns());
        assertTrue(node.store().content().containsKey("posse/directory/" + (Directory.PAGES_AT_ONCE + 1)));
    }

    @Test
    @DisplayName("Listing: somebody lists another between, nobody knows, or the write is late: listed once")
    void listingMismatch() {
        node.store().at("list", 1).before(() -> node.somebody().run(Actor.ADMIN, CampaignListing.begin("other")));
        node.store().at("list", 2).unknownAndLate();
        node.store().at("list", 3).unknownButDone();

        assertTrue(node.run(Actor.ADMIN, CampaignListing.begin("mine")).isPresent());
        node.store().land();

        Directory page = Directory.decode(
                "posse/directory/1", node.store().entry("posse/directory/1").value());
        assertEquals(List.of("other", "mine"), page.campaigns());
    }

    @Test
    @DisplayName("A campaign that is woken is due at once if it was quiet; a name that is not watched is forgotten")
    void wake() {
        node.with(Directory.empty(1).with("drop"));
        reader.read(NOW);
        Instant later = NOW.plus(Duration.ofMinutes(2));
        schedule.due(later, 10).forEach(watch -> schedule.schedule(watch, later));
        assertEquals(List.of(), schedule.due(later, 10));

        schedule.wake("drop");
        schedule.wake("elsewhere");

        assertEquals(
                List.of("drop"),
                schedule.due(later, 10).stream().map(CampaignState::campaign).toList());
    }
}
