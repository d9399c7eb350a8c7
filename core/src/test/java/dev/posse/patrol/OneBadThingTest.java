package dev.posse.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.bench.Bench;
import dev.posse.bench.FakeClock;
import dev.posse.bench.PatrolFixture;
import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.document.Keys;
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
    private final Bench bench = Bench.empty();
    private final PatrolFixture rider =
            new PatrolFixture("node-1", bench.somebody().store(), clock, 3, PatrolFixture.DEFAULT);

    /** A half-done sale in each campaign. */
    @BeforeEach
    void halfDone() {
        Directory page = Directory.empty(1);
        for (int i = 0; i < CAMPAIGNS; i++) {
            String campaign = "c" + i;
            page = page.with(campaign);
            bench.with(Campaign.created(campaign, 100, 10)).account("buyer-" + i, 100);
            bench.diesBefore("D4", bench.wish("buyer-" + i).in(campaign));
        }
        bench.with(page);
    }

    private Set<String> recovered() {
        return rider.events(Recovered.class).stream()
                .map(event -> event.subject().campaign().orElseThrow())
                .collect(Collectors.toSet());
    }

    private List<PatrolFailed> failed(String campaign) {
        return rider.events(PatrolFailed.class).stream()
                .filter(event -> event.campaign().equals(Optional.of(campaign)))
                .toList();
    }

    private void onlyHurts(String campaign, String key) {
        assertEquals(CAMPAIGNS - 1, recovered().size());
        assertEquals(
                CAMPAIGNS - 1,
                recovered().stream().filter(id -> !id.equals(campaign)).count());
        assertTrue(failed(campaign).get(0).problem().contains(key), failed(campaign)::toString);
        assertEquals(failed(campaign), rider.events(PatrolFailed.class), "nothing else is said");
    }

    @Test
    @DisplayName(
            "a slot that the store does not answer: the other campaigns are patrolled, this one is named once, with the key")
    void slot() {
        rider.store().onReadsOf(Keys.slot("c7", 1)).fails();

        rider.rideFor(ONE_PATROL);

        onlyHurts("c7", Keys.slot("c7", 1));
        assertEquals(1, failed("c7").size(), "once, as long as it is the same");
    }

    @Test
    @DisplayName(
            "a campaign that the store does not answer; it is read apart from the others, and patrolled when it answers")
    void campaign() {
        rider.store().onReadsOf(Keys.campaign("c0")).fails();
        rider.rideFor(ONE_PATROL);
        onlyHurts("c0", Keys.campaign("c0"));
        int before = rider.store().calls().size();
        rider.rideFor(Duration.ofSeconds(20));
        assertTrue(
                rider.store().calls().stream()
                        .skip(before)
                        .filter(call -> call.contains("campaign/c0"))
                        .allMatch(call -> call.equals("get campaign/c0")),
                "it does not spoil the reads of the others");

        rider.store().behave();
        rider.rideFor(Duration.ofSeconds(1));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName("an account, met in R3; its campaign comes again within half a second")
    void account() {
        rider.store().onReadsOf(Keys.account("buyer-3")).fails();
        rider.rideFor(ONE_PATROL);
        assertEquals(CAMPAIGNS - 1, recovered().size());

        rider.store().behave();
        rider.rideFor(Duration.ofMillis(700));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName("R2: what was found unsettled keeps its turn when it cannot be read again")
    void keepsItsTurn() {
        rider.duringGrace(() -> rider.store().onReadsOf(Keys.campaign("c5")).fails());
        rider.rideFor(ONE_PATROL);
        assertEquals(CAMPAIGNS - 1, recovered().size());

        rider.duringGrace(() -> {});
        rider.store().behave();
        rider.rideFor(Duration.ofMillis(700));

        assertEquals(CAMPAIGNS, recovered().size());
    }

    @Test
    @DisplayName(
            "an error of the virtual machine while one campaign is patrolled: the others are patrolled, it comes again")
    void error() {
        rider.store().onEvery("get " + Keys.transaction("c4", 1)).before(() -> {
            throw new StackOverflowError("a document that is too deep");
        });

        rider.rideFor(ONE_PATROL);

        onlyHurts("c4", "StackOverflowError");
    }

    @Test
    @DisplayName(
            "a third of all keys, as with one server of three: campaigns whose keys are on the others are patrolled")
    void shard() {
        for (int i = 0; i < CAMPAIGNS; i += 3) {
            rider.store().onReadsOf(Keys.campaign("c" + i)).fails();
            rider.store().onReadsOf(Keys.slot("c" + i, 1)).fails();
            rider.store().onReadsOf(Keys.directory(i + 2)).fails();
        }

        rider.rideFor(ONE_PATROL);

        assertEquals(13, recovered().size());
    }

    @Test
    @DisplayName(
            "the page of the directory is lost: an alarm for each campaign that is there, once, all are listed again and"
                    + " patrolled meanwhile")
    void listing() {
        rider.rideFor(ONE_PATROL);
        bench.store().force(Keys.directory(1), Directory.empty(1).with("c0").encode());
        bench.account("buyer", 100);
        bench.diesBefore("D4", bench.wish("buyer").in("c9"));

        rider.rideFor(Duration.ofSeconds(5));

        assertEquals(CAMPAIGNS - 1, rider.events(ListingLost.class).size());
        assertEquals(
                "posse/directory/1 listed it and does not any more; it is listed again",
                rider.events(ListingLost.class).get(0).finding());
        Directory page = Directory.decode(
                Keys.directory(1), bench.store().entry(Keys.directory(1)).value());
        assertEquals(CAMPAIGNS, page.campaigns().size());
        rider.rideFor(ONE_PATROL);
        assertEquals(CAMPAIGNS + 1, rider.events(Recovered.class).size());
        assertEquals(CAMPAIGNS - 1, rider.events(ListingLost.class).size());
    }

    @Test
    @DisplayName("a page that was lost with everything else: nothing is written into a data set that is another one")
    void listingInAnotherDataSet() {
        rider.rideFor(ONE_PATROL);
        bench.store().lose(Keys.INCARNATION);
        bench.store().lose(Keys.directory(1));

        rider.rideFor(Duration.ofSeconds(5));

        assertEquals(1, rider.events(DataLossDetected.class).size());
        assertEquals(List.of(), rider.events(ListingLost.class));
        assertTrue(bench.store().values().keySet().stream().noneMatch(Keys.directory(1)::equals));
    }

    @Test
    @DisplayName("a campaign that this node has created or sold in, and that no page lists: patrolled, listed, said")
    void created() {
        rider.rideFor(Duration.ofSeconds(1));
        Campaign campaign = Campaign.created("new", 100, 10);
        bench.with(campaign).account("first", 100);
        assertInstanceOf(
                Purchased.class, bench.somebody().buy(bench.wish("first").in("new")));
        rider.memory().highest().saw(campaign.settled(campaign.lastPurchasedSlot() + 1));

        rider.rideFor(Duration.ofSeconds(3));

        assertEquals("new", rider.events(ListingLost.class).get(0).campaign());
        assertTrue(Directory.decode(
                        Keys.directory(1),
                        bench.store().entry(Keys.directory(1)).value())
                .campaigns()
                .contains("new"));
    }
}
