package dev.posse.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.admin.CampaignListing;
import dev.posse.bench.Bench;
import dev.posse.bench.PatrolFixture;
import dev.posse.bench.ScriptedStore;
import dev.posse.document.Directory;
import dev.posse.observe.PosseEvent.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The directory of campaigns, over several pages")
class DirectoryPagesTest {

    private static final Instant NOW = Bench.NOON;

    private final Bench bench = Bench.empty();
    private final PatrolSchedule watchlist = new PatrolSchedule(PatrolFixture.DEFAULT, new Random(1));

    private Set<String> fullPages(int count) {
        Set<String> all = new HashSet<>();
        for (int number = 1; number <= count; number++) {
            Directory page = Directory.empty(number);
            while (!page.isFull()) {
                String id = "c" + number + "-" + page.campaigns().size();
                page = page.with(id);
                all.add(id);
            }
            bench.with(page);
        }
        return all;
    }

    @Test
    @DisplayName("More full pages than are read at once: all campaigns are found at the first reading")
    void all() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE + 1);
        bench.with(Directory.empty(Directory.PAGES_AT_ONCE + 2).with("last"));
        all.add("last");

        watchlist.readDirectory(bench.store(), NOW);

        assertEquals(all, watchlist.campaigns());
        assertEquals(2, bench.store().calls().size(), "round trips");
    }

    @Test
    @DisplayName("Full pages are read once; what is listed on the open one later is found")
    void later() {
        Set<String> all = fullPages(2);
        bench.with(Directory.empty(3).with("first-of-3"));
        watchlist.readDirectory(bench.store(), NOW);
        ScriptedStore second = bench.somebody().store();
        bench.with(Directory.empty(3).with("first-of-3").with("second-of-3"));

        watchlist.readDirectory(second, NOW.plusSeconds(1));

        assertTrue(
                second.calls().get(0).startsWith("get posse/directory/3 "),
                second.calls().toString());
        all.addAll(List.of("first-of-3", "second-of-3"));
        assertEquals(all, watchlist.campaigns());
    }

    @Test
    @DisplayName("It is read once per second")
    void interval() {
        assertTrue(watchlist.isDirectoryDue(NOW));
        watchlist.readDirectory(bench.store(), NOW);
        assertFalse(watchlist.isDirectoryDue(NOW.plusMillis(999)));
        assertTrue(watchlist.isDirectoryDue(NOW.plusSeconds(1)));
        assertEquals(NOW.plusSeconds(1), watchlist.nextDue());
    }

    @Test
    @DisplayName("Listing goes to the first page with room; a full one is followed by a new one, a listed name is left")
    void listing() {
        Set<String> all = fullPages(Directory.PAGES_AT_ONCE);

        assertTrue(bench.run(Actor.ADMIN, CampaignListing.begin("one-more")).isEmpty());
        assertTrue(bench.run(Actor.ADMIN, CampaignListing.begin("one-more")).isPresent());
        assertTrue(bench.run(Actor.ADMIN, CampaignListing.begin("c1-0")).isPresent());

        watchlist.readDirectory(bench.store(), NOW);
        all.add("one-more");
        assertEquals(all, watchlist.campaigns());
        assertTrue(bench.store().content().containsKey("posse/directory/" + (Directory.PAGES_AT_ONCE + 1)));
    }

    @Test
    @DisplayName("Listing: somebody lists another between, nobody knows, or the write is late: listed once")
    void listingMismatch() {
        bench.store().at("list", 1).before(() -> bench.somebody().run(Actor.ADMIN, CampaignListing.begin("other")));
        bench.store().at("list", 2).unknownAndLate();
        bench.store().at("list", 3).unknownButDone();

        assertTrue(bench.run(Actor.ADMIN, CampaignListing.begin("mine")).isPresent());
        bench.store().land();

        Directory page = Directory.decode(
                "posse/directory/1", bench.store().entry("posse/directory/1").value());
        assertEquals(List.of("other", "mine"), page.campaigns());
    }

    @Test
    @DisplayName("A campaign that is woken is due at once if it was quiet; a name that is not watched is forgotten")
    void wake() {
        bench.with(Directory.empty(1).with("drop"));
        watchlist.readDirectory(bench.store(), NOW);
        Instant later = NOW.plus(Duration.ofMinutes(2));
        watchlist.due(later, 10).forEach(watch -> watchlist.schedule(watch, later));
        assertEquals(List.of(), watchlist.due(later, 10));

        watchlist.wake("drop");
        watchlist.wake("elsewhere");

        assertEquals(
                List.of("drop"),
                watchlist.due(later, 10).stream().map(CampaignState::campaign).toList());
    }
}
