package dev.posse.patrol;

import static dev.posse.fixture.ScriptedNode.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.document.Campaign;
import dev.posse.document.Directory;
import dev.posse.fixture.FakeClock;
import dev.posse.fixture.PatrolFixture;
import dev.posse.fixture.ScriptedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ten nodes patrol together")
class ClusterTest {

    private static final int CAMPAIGNS = 20;
    private static final int SECONDS = 200;

    private final FakeClock clock = new FakeClock();
    private final ScriptedNode node = ScriptedNode.empty();

    private static ScriptedNode listed(ScriptedNode node, int campaigns) {
        Directory page = Directory.empty(1);
        for (int i = 0; i < campaigns; i++) {
            if (page.isFull()) {
                node.with(page);
                page = Directory.empty(page.page() + 1);
            }
            String id = "campaign-" + i;
            page = page.with(id);
            node.with(Campaign.created(id, 100, 10));
        }
        return node.with(page);
    }

    private List<PatrolFixture> tenNodes() {
        return IntStream.range(0, 10)
                .mapToObj(i ->
                        new PatrolFixture("node-" + i, node.somebody().store(), clock, 100 + i, PatrolFixture.DEFAULT))
                .toList();
    }

    /** When campaign-3 was patrolled, by any node. */
    private List<Instant> patrolsOf(String campaign, List<PatrolFixture> fixtures) {
        List<Instant> times = new ArrayList<>();
        int[] heard = new int[fixtures.size()];
        PatrolFixture.together(fixtures, clock, Duration.ofSeconds(SECONDS), fixture -> {
            int index = fixtures.indexOf(fixture);
            List<String> calls = fixture.store().calls();
            calls.subList(heard[index], calls.size()).stream()
                    .filter(call -> call.contains("campaign/" + campaign + " "))
                    .forEach(call -> times.add(clock.instant()));
            heard[index] = calls.size();
        });
        return times;
    }

    @Test
    @DisplayName(
            "Each campaign is patrolled about 15 times per second by the cluster as a whole, as the reads allow it")
    void rate() {
        listed(node, CAMPAIGNS);
        List<PatrolFixture> fixtures = tenNodes();

        PatrolFixture.together(fixtures, clock, Duration.ofSeconds(SECONDS), fixture -> {});

        long patrols = fixtures.stream()
                .flatMap(fixture -> fixture.store().calls().stream())
                .flatMap(call -> Stream.of(call.split(" ", -1)))
                .filter(key -> key.startsWith("campaign/"))
                .count();
        assertEquals(15.0, patrols / (double) (CAMPAIGNS * SECONDS), 0.6, "patrols per second and campaign");
    }

    @Test
    @DisplayName("The nodes do not march in step: patrols of a campaign come like rain")
    void notInStep() {
        listed(node, CAMPAIGNS);

        List<Instant> times = patrolsOf("campaign-3", tenNodes());

        int tenths = SECONDS * 10;
        long[] perTenth = new long[tenths + 10];
        times.forEach(time -> perTenth[(int) (Duration.between(NOON, time).toMillis() / 100)]++);
        long empty = IntStream.range(0, tenths).filter(i -> perTenth[i] == 0).count();
        long crowded = IntStream.range(0, tenths).filter(i -> perTenth[i] >= 6).count();
        assertEquals(0.22, empty / (double) tenths, 0.06, "of independent draws e^-1.5 of the tenths see none");
        assertTrue(crowded <= 30, crowded + " of 2,000 tenths of a second saw six patrols or more");
    }

    @Test
    @DisplayName("10,000 quiet campaigns: one of ten nodes keeps to its tenth of 2,000 reads per second")
    void budget() {
        listed(node, 10_000);
        PatrolFixture fixture = new PatrolFixture("node-1", node.somebody().store(), clock, 1, PatrolFixture.DEFAULT);
        // Twice the longest draw: then it is as it will always be.
        fixture.runFor(Duration.ofSeconds(400));
        int before = fixture.store().operations();

        fixture.runFor(Duration.ofSeconds(25));

        // Besides the patrols it reads 16 pages of the directory and the incarnation, once per second.
        double perSecond = (fixture.store().operations() - before) / 25.0 - 17;
        assertEquals(200, perSecond, 20);
    }

    @Test
    @DisplayName("2,500 quiet campaigns and 500 reads per second: a sale wakes one up to the full rate, seen by whoever"
            + " patrols it")
    void wakesUp() {
        listed(node, 2_500);
        PatrolFixture fixture =
                new PatrolFixture("node-1", node.somebody().store(), clock, 1, new PatrolRate(1, 1, 500));
        fixture.runFor(Duration.ofSeconds(60));
        assertTrue(patrolsWithin(fixture, 5) <= 2, "quiet: every ten seconds");

        fixture.posse().wake("campaign-77");

        assertTrue(patrolsWithin(fixture, 5) >= 3, "woken: every second");
    }

    @Test
    @DisplayName("Busy campaigns use up the budget, and quiet ones share what is left of it")
    void busyAndQuiet() {
        int busy = 40;
        listed(node, busy + 100);
        // 40 busy ones cost 80 reads per second; the other 20 are 10 patrols, so that each quiet one has its turn in
        // ten seconds.
        PatrolFixture fixture =
                new PatrolFixture("node-1", node.somebody().store(), clock, 1, new PatrolRate(1, 1, 100));
        fixture.runFor(Duration.ofSeconds(20));
        int patrols = 0;
        long last = 0;
        for (int round = 0; round < 50; round++) {
            last++;
            for (int i = 0; i < busy; i++) {
                Campaign campaign = Campaign.created("campaign-" + i, 100, 100);
                for (long slot = 0; slot < last; slot++) {
                    campaign = campaign.settled(campaign.lastPurchasedSlot() + 1);
                }
                node.with(campaign);
            }
            patrols += patrolsWithin(fixture, 4);
        }

        assertEquals(20, patrols, 10, "in 200 seconds");
    }

    private int patrolsWithin(PatrolFixture fixture, int seconds) {
        int heard = fixture.store().calls().size();
        fixture.runFor(Duration.ofSeconds(seconds));
        return (int) fixture.store().calls().stream()
                .skip(heard)
                .filter(call -> call.contains("campaign/campaign-77 "))
                .count();
    }
}
