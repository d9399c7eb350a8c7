package dev.posse.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.bench.Bench;
import dev.posse.bench.FakeClock;
import dev.posse.bench.Rider;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Suspicion: a campaign whose buyers keep being beaten at an unsettled slot is patrolled before its turn")
class SuspicionTest {

    /** A patrol in a quarter of an hour, so that none comes in its turn. */
    private static final PatrolRate SELDOM = new PatrolRate(0.001, 1, 2000);

    private static final Duration SOON = Duration.ofMillis(350);

    private final FakeClock clock = new FakeClock();
    private final Bench bench =
            Bench.selling().account("alice", 1_000).with(Directory.empty(1).with("drop"));
    private final Rider rider = new Rider("node-1", bench.somebody().store(), clock, 5, SELDOM);

    @BeforeEach
    void aDriverDied() {
        rider.rideFor(Duration.ofSeconds(1));
        bench.diesBefore("D4", bench.wish("alice").id("order-1"));
        rider.rideFor(SOON);
        assertSettled(0);
    }

    private Claim claim() {
        return (Claim) bench.slot(1).orElseThrow();
    }

    /** The claim, had its driver begun so long ago. */
    private Claim claim(long slot, Duration age) {
        Claim claim = claim();
        Instant since = clock.instant().minus(age);
        return new Claim(
                claim.campaign(),
                slot,
                claim.account(),
                claim.purchaseId(),
                claim.attemptId(),
                claim.price(),
                Optional.empty(),
                since,
                claim.unknown());
    }

    private void beaten(Claim at, long millis) {
        rider.posse().suspect(at, Duration.ofMillis(millis).toNanos());
    }

    private void assertSettled(long last) {
        assertEquals(last, bench.campaign().lastPurchasedSlot());
    }

    @Test
    @DisplayName("beaten at a young claim, once or for a moment: no patrol")
    void young() {
        beaten(claim(1, Duration.ofSeconds(1)), 1_000);
        beaten(claim(1, Duration.ofSeconds(1)), 1_300);

        rider.rideFor(SOON);

        assertSettled(0);
    }

    @Test
    @DisplayName("beaten at the same claim for longer than a live driver takes: a patrol, soon")
    void forLong() {
        beaten(claim(1, Duration.ZERO), 1_000);
        beaten(claim(1, Duration.ZERO), 1_301);

        rider.rideFor(SOON);

        assertSettled(1);
    }

    @Test
    @DisplayName("beaten at one slot after the other: no patrol, the campaign moves")
    void moving() {
        beaten(claim(1, Duration.ZERO), 1_000);
        beaten(claim(2, Duration.ZERO), 1_400);
        beaten(claim(1, Duration.ZERO), 1_800);

        rider.rideFor(SOON);

        assertSettled(0);
    }

    @Test
    @DisplayName("beaten once at a claim whose driver began long ago: a patrol, soon")
    void old() {
        beaten(claim(1, Duration.ofMillis(1_001)), 1_000);

        rider.rideFor(SOON);

        assertSettled(1);
    }

    @Test
    @DisplayName("A8: a claim from the future is not old, and is suspect when it stays")
    void future() {
        beaten(claim(1, Duration.ofHours(-1)), 1_000);
        rider.rideFor(SOON);
        assertSettled(0);

        beaten(claim(1, Duration.ofHours(-1)), 2_000);
        rider.rideFor(SOON);

        assertSettled(1);
    }

    @Test
    @DisplayName("a suspicion is used up by its patrol")
    void usedUp() {
        beaten(claim(1, Duration.ofMillis(1_001)), 1_000);
        rider.rideFor(SOON);
        bench.diesBefore("D4", bench.wish("alice").id("order-2"));

        rider.rideFor(Duration.ofSeconds(5));

        assertSettled(1);
    }

    @Test
    @DisplayName("beaten at a campaign that this node does not know yet: nothing happens")
    void unknown() {
        Claim elsewhere =
                new Claim("other", 1, "alice", "p", "a", 1, Optional.empty(), Instant.EPOCH, claim().unknown());
        beaten(elsewhere, 1_000);

        rider.rideFor(SOON);

        assertSettled(0);
    }
}
