package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.document.UnknownFields;
import dev.posse.document.WakeUps;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.observe.PosseEvent.Recovered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Before the first sale of a quiet campaign the other nodes are told")
class SharedWakeUpsTest {

    private static final String FIRST_SALE = "campaign-77";
    private static final Duration SOON = Duration.ofMillis(600);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode shop = ScriptedNode.empty();
    private final PatrolFixture seller = node("node-1", 1);
    private final PatrolFixture other = node("node-2", 2);

    private PatrolFixture node(String name, long seed) {
        return new PatrolFixture(name, shop.somebody().store(), clock, seed, PatrolFixture.DEFAULT);
    }

    private void list(int campaigns) {
        int page = 1;
        for (int from = 0; from < campaigns; from += Directory.PAGE_SIZE) {
            Directory listed = Directory.empty(page++);
            for (int i = from; i < Math.min(campaigns, from + Directory.PAGE_SIZE); i++) {
                listed = listed.with("campaign-" + i);
                shop.with(Campaign.created("campaign-" + i, 100, 10));
            }
            shop.with(listed);
        }
    }

    /** Until all of them are quiet. */
    private void untilQuiet() {
        PatrolFixture.together(List.of(seller, other), clock, Duration.ofSeconds(60), node -> {});
    }

    private List<String> writes(PatrolFixture node) {
        return node.store().calls().stream()
                .filter(call -> call.contains(Keys.WAKE_UPS) && !call.startsWith("get"))
                .toList();
    }

    private List<String> told() {
        return WakeUps.decode(Keys.WAKE_UPS, shop.store().entry(Keys.WAKE_UPS).value())
                .campaigns();
    }

    @Test
    @DisplayName("at the end of the 64 bits the count begins anew, and who knew the old one reads all that is named")
    void endOfCount() {
        WakeUps last = new WakeUps(Long.MAX_VALUE - 1, List.of("a"), UnknownFields.NONE);

        WakeUps next = WakeUps.decode(last.key(), last.with(List.of("b", "c")).encode());
        assertEquals(List.of("a", "b", "c"), next.since(last.count()));
    }

    @Test
    @DisplayName("the seller dies in its first sale among 1,000 quiet campaigns: another node has settled it soon")
    void dies() {
        list(1_000);
        untilQuiet();
        seller.posse().beginSale(FIRST_SALE);
        shop.account("alice", 100);
        shop.diesBefore("D4", shop.attempt("alice").in(FIRST_SALE));

        for (int i = 0; i < 20 && other.events(Recovered.class).isEmpty(); i++) {
            other.runFor(Duration.ofMillis(100));
        }

        assertEquals(1, other.events(Recovered.class).size());
    }

    @Test
    @DisplayName("it is told once, and not again for some seconds")
    void once() {
        list(100);
        untilQuiet();
        seller.posse().beginSale(FIRST_SALE);
        seller.posse().beginSale(FIRST_SALE);
        assertEquals(1, writes(seller).size(), writes(seller)::toString);

        clock.pass(Duration.ofSeconds(6));
        seller.posse().beginSale(FIRST_SALE);

        assertEquals(2, writes(seller).size());
        assertEquals(List.of(FIRST_SALE), told());
    }

    @Test
    @DisplayName("what another node has told is not told again")
    void heard() {
        list(100);
        untilQuiet();
        other.posse().beginSale(FIRST_SALE);
        seller.runFor(SOON);

        seller.posse().beginSale(FIRST_SALE);

        assertEquals(List.of(), writes(seller));
    }

    @Test
    @DisplayName("what was heard once is no news later, though the document names it still: it is told again")
    void heardLongAgo() {
        list(100);
        untilQuiet();
        other.posse().beginSale(FIRST_SALE);
        seller.runFor(SOON);
        seller.runFor(Duration.ofSeconds(6));

        seller.posse().beginSale(FIRST_SALE);

        assertEquals(1, writes(seller).size(), writes(seller)::toString);
    }

    @Test
    @DisplayName("where quiet campaigns are patrolled as often as busy ones nothing is told, and nobody listens")
    void few() {
        list(60);
        untilQuiet();

        seller.posse().beginSale("campaign-7");
        untilQuiet();

        assertTrue(
                seller.store().calls().stream().noneMatch(call -> call.contains(Keys.WAKE_UPS)),
                "no call for the sake of it");
    }

    @Test
    @DisplayName("two nodes tell at the same time: both are heard")
    void both() {
        list(100);
        untilQuiet();
        other.posse().beginSale("campaign-1");

        seller.posse().beginSale("campaign-2");

        assertEquals(List.of("campaign-1", "campaign-2"), told());
    }

    @Test
    @DisplayName("a campaign that nobody has listed is not told of")
    void unknown() {
        list(100);
        untilQuiet();

        seller.posse().beginSale("made-up");

        assertFalse(shop.store().content().containsKey(Keys.WAKE_UPS));
    }

    @Test
    @DisplayName("the store refuses it: said once, and the sale goes on")
    void refused() {
        list(100);
        untilQuiet();
        seller.store().onEvery("add " + Keys.WAKE_UPS).fails();

        seller.posse().beginSale("campaign-1");
        seller.posse().beginSale("campaign-2");

        assertEquals(1, seller.events(PatrolFailed.class).size());
    }

    @Test
    @DisplayName("something foreign stands there: said once, and all campaigns are patrolled")
    void foreign() {
        list(100);
        shop.store().force(Keys.WAKE_UPS, "foreign".getBytes(StandardCharsets.UTF_8));
        shop.account("alice", 100);
        shop.diesBefore("D4", shop.attempt("alice").in(FIRST_SALE));

        untilQuiet();

        assertEquals(
                List.of(true),
                other.events(PatrolFailed.class).stream()
                        .map(event -> event.problem().contains(Keys.WAKE_UPS))
                        .toList());
        assertEquals(
                1,
                seller.events(Recovered.class).size()
                        + other.events(Recovered.class).size());
    }

    @Test
    @DisplayName("more are told at once than the document names: the newest are named, and each has been counted")
    void many() {
        WakeUps full = WakeUps.NONE.with(
                IntStream.range(0, WakeUps.MOST).mapToObj(i -> "old-" + i).toList());

        WakeUps more = full.with(List.of("new-1", "new-2"));

        assertEquals(WakeUps.MOST, more.campaigns().size());
        assertEquals(WakeUps.MOST + 2, more.count());
        assertEquals(List.of("new-1", "new-2"), more.since(full.count()));
        assertEquals(WakeUps.MOST, more.since(0).size());
        assertEquals(List.of("new-1"), WakeUps.NONE.with(List.of("new-1")).since(full.count()), "begun anew");
        assertEquals(more, WakeUps.decode(more.key(), more.encode()));
    }

    @Test
    @DisplayName("named again, a campaign is the newest again")
    void again() {
        WakeUps told = WakeUps.NONE.with(List.of("a", "b")).with(List.of("a"));

        assertEquals("b a", told.campaigns().stream().collect(Collectors.joining(" ")));
        assertEquals(List.of("a"), told.since(2));
    }
}
