package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import dev.posse.observe.PosseEvent.DataLossDetected;
import dev.posse.observe.PosseEvent.ListingLost;
import dev.posse.observe.PosseEvent.PatrolFailed;
import dev.posse.observe.PosseEvent.Recovered;
import dev.posse.outcome.PurchaseOutcome.Purchased;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One bad thing hurts itself alone")
class OneBadThingTest {

    private static final int CAMPAIGNS = 20;

    private static final Duration ONE_PATROL = Duration.ofSeconds(41);

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.empty();
    private final PatrolFixture fixture =
            new PatrolFixture("node-1", node.somebody().store(), clock, 3, PatrolFixture.DEFAULT);

    /** A half-done sale in each campaign. */
    @BeforeEach
    void halfDone() {
        Directory page = Directory.empty(1);
        for (int i = 0; i < CAMPAIGNS; i++) {
            String campaign = "c" + i;
            page = page.with(campaign);
            node.with(Campaign.created(campaign, 100, 10)).account("buyer-" + i, 100);
            node.diesBefore("D4", node.attempt("buyer-" + i).in(campaign));
        }
        node.with(page);
    }

    private Set<String> recovered() {
        return fixture.events(Recovered.class).stream()
                .map(event -> event.subject().campaign().orElseThrow())
                .collect(Collectors.toSet());
    }

    private List<PatrolFailed> failed(String campaign) {
        return fixture.events(PatrolFailed.class).stream()
                .filter(event -> event.campaign().equals(Optional.of(campaign)))
                .toList();
    }

    private void onlyHurts(String campaign, String key) {
        assertEquals(CAMPAIGNS - 1, recovered().size());
        assertEquals(
                CAMPAIGNS - 1,
                recovered().stream().filter(id -> !id.equals(campaign)).count());
        assertTrue(failed(campaign).get(0).problem().contains(key), failed(campaign)::toString);
        assertEquals(failed(campaign), fixture.events(PatrolFailed.class), "nothing else is said");
    }

    @Test
    @DisplayName(
            "a slot that the store does not answer: the other campaigns are patrolled, this one is named once, with the key")
    void slot() {
        fixture.store().onReadsOf(Keys.slot("c7", 1)).fails();

        fixture.runFor(ONE_PATROL);

        onlyHurts("c7", Keys.slot("c7", 1));
        assertEquals(1, failed("c7").size(), "once, as long as it is the same");
    }

    @Test
    @DisplayName(
            "a slot below, of which a caller was told that it is his: it is named once, and the campaign is patrolled on")
    void toldSale() {
        fixture.runFor(ONE_PATROL);
        assertEquals(CAMPAIGNS, recovered().size());
        fixture.memory().sales().sold("c7", 1, "buyer-7", "purchase");
        fixture.store().onReadsOf(Keys.slot("c7", 1)).fails();
        node.account("late", 100).diesBefore("D4", node.attempt("late").in("c7"));

        fixture.runFor(ONE_PATROL);

        assertEquals(1, failed("c7").size(), () -> "once, as long as it is the same: " + failed("c7"));
        assertTrue(failed("c7").get(0).problem().contains(Keys.slot("c7", 1)), failed("c7")::toString);
        assertEquals(
                2,
                fixture.events(Recovered.class).stream()
                        .filter(event -> event.subject().campaign().equals(Optional.of("c7")))
                        .count());
    }

    @Test
    @DisplayName(
            "a campaign that the store does not answer; it is read apart from the others, and patrolled when it answers")
    void campaign() {
        fixture.store().onReadsOf(Keys.campaign("c0")).fails();
        fixture.runFor(ONE_PATROL);
        onlyHurts("c0", Keys.campaign("c0"));
        int before = fixture.store().calls().size();
        fixture.runFor(Duration.ofSeconds(20));
        assertTrue(
                fixture.store().calls().stream()
                        .skip(before)
                        .filter(call -> call.contains("campaign/c0"))
                        .allMatch(call -> call.equals("get campaign/c0")),
                "it does not spoil the reads of the others");

        fixture.store().behave();
        fixture.runFor(Duration.ofSeconds(1));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName("an account, met in R3; its campaign comes again within half a second")
    void account() {
        fixture.store().onReadsOf(Keys.account("buyer-3")).fails();
        fixture.runFor(ONE_PATROL);
        assertEquals(CAMPAIGNS - 1, recovered().size());

        fixture.store().behave();
        fixture.runFor(Duration.ofMillis(700));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName("R2: what was found unsettled keeps its turn when it cannot be read again")
    void keepsItsTurn() {
        fixture.duringGrace(() -> fixture.store().onReadsOf(Keys.campaign("c5")).fails());
        fixture.runFor(ONE_PATROL);
        assertEquals(CAMPAIGNS - 1, recovered().size());

        fixture.duringGrace(() -> {});
        fixture.store().behave();
        fixture.runFor(Duration.ofMillis(700));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName(
            "an error of the virtual machine while one campaign is patrolled: the others are patrolled, it comes again")
    void error() {
        fixture.store().onEvery("get " + Keys.transaction("c4", 1)).before(() -> {
            throw new StackOverflowError("a document that is too deep");
        });

        fixture.runFor(ONE_PATROL);

        onlyHurts("c4", "StackOverflowError");
    }

    @Test
    @DisplayName(
            "a third of all keys, as with one server of three: campaigns whose keys are on the others are patrolled")
    void shard() {
        for (int i = 0; i < CAMPAIGNS; i += 3) {
            fixture.store().onReadsOf(Keys.campaign("c" + i)).fails();
            fixture.store().onReadsOf(Keys.slot("c" + i, 1)).fails();
            fixture.store().onReadsOf(Keys.directory(i + 2)).fails();
        }

        fixture.runFor(ONE_PATROL);

        assertEquals(13, recovered().size());
    }

    @Test
    @DisplayName(
            "the page of the directory is lost: an alarm for each campaign that is there, once, all are listed again and"
                    + " patrolled meanwhile")
    void listing() {
        fixture.runFor(ONE_PATROL);
        node.store().force(Keys.directory(1), Directory.empty(1).with("c0").encode());
        node.account("buyer", 100);
        node.diesBefore("D4", node.attempt("buyer").in("c9"));

        fixture.runFor(Duration.ofSeconds(5));

        assertEquals(CAMPAIGNS - 1, fixture.events(ListingLost.class).size());
        assertEquals(
                "posse/directory/1 listed it and does not any more; it is listed again",
                fixture.events(ListingLost.class).get(0).finding());
        Directory page = Directory.decode(
                Keys.directory(1), node.store().entry(Keys.directory(1)).value());
        assertEquals(CAMPAIGNS, page.campaigns().size());
        fixture.runFor(ONE_PATROL);
        assertEquals(CAMPAIGNS + 1, fixture.events(Recovered.class).size());
        assertEquals(CAMPAIGNS - 1, fixture.events(ListingLost.class).size());
    }

    @Test
    @DisplayName("a page that was lost with everything else: nothing is written into a data set that is another one")
    void listingInAnotherDataSet() {
        fixture.runFor(ONE_PATROL);
        node.store().lose(Keys.INCARNATION);
        node.store().lose(Keys.directory(1));

        fixture.runFor(Duration.ofSeconds(5));

        assertEquals(1, fixture.events(DataLossDetected.class).size());
        assertEquals(List.of(), fixture.events(ListingLost.class));
        assertTrue(node.store().values().keySet().stream().noneMatch(Keys.directory(1)::equals));
    }

    @Test
    @DisplayName("a campaign that this node has created or sold in, and that no page lists: patrolled, listed, said")
    void created() {
        fixture.runFor(Duration.ofSeconds(1));
        Campaign campaign = Campaign.created("new", 100, 10);
        node.with(campaign).account("first", 100);
        assertInstanceOf(
                Purchased.class, node.somebody().buy(node.attempt("first").in("new")));
        fixture.memory().highest().saw(campaign.settled(campaign.lastPurchasedSlot() + 1));

        fixture.runFor(Duration.ofSeconds(3));

        assertEquals("new", fixture.events(ListingLost.class).get(0).campaign());
        assertTrue(Directory.decode(
                        Keys.directory(1), node.store().entry(Keys.directory(1)).value())
                .campaigns()
                .contains("new"));
    }
}
