package dev.posse.observe;

import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.outcome.PurchaseOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The counters and timers of one node. Each is there, with zero, from the first event of its node on: a counter that appears with one has not
 * increased, and the first alarm would ring nowhere.
 *
 * <p>Calls of Micrometer are spelled with {@code Iterable<Tag>}: what takes {@link Tags} is not in every release since 1.15.
 */
final class NodeMeters {

    private static final Duration[] ANSWERED = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private static final Duration[] RECOVERED = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry registry;
    private final Tag node;

    NodeMeters(MeterRegistry registry, String node) {
        this.registry = registry;
        this.node = Tag.of("node", node);
        outcomes().forEach(word -> {
            Counter unusedCounter = purchase(word);
            Timer unusedTimer = answered(word);
        });
        Arrays.stream(How.values()).forEach(how -> {
            Counter unused = lockResolved(how);
        });
        Stream.of(RecoveryBranch.R3A_I, RecoveryBranch.R3A_II, RecoveryBranch.R3B_II)
                .forEach(branch -> {
                    Counter unused = recovery(branch);
                });
        List<Counter> unusedCounters = List.of(
                settlementLeft(),
                patrolFailed(),
                patrolHeartbeat(),
                totalFailure(),
                dataLoss(),
                bookingLost(),
                listingLost());
        List<Timer> unusedTimers = List.of(decided(), recoveryAge());
    }

    private static Stream<String> outcomes() {
        return Stream.concat(
                Stream.of("PURCHASED", "IN_DOUBT"),
                Arrays.stream(PurchaseOutcome.Reason.values()).map(Enum::name));
    }

    Counter purchase(String word) {
        return counter("posse.purchase", "Purchases, by how they ended", Tag.of("outcome", word));
    }

    Timer answered(String word) {
        return timer(
                "posse.purchase.answered",
                "Time of a purchase from its beginning to its answer",
                ANSWERED,
                Tag.of("outcome", word));
    }

    Timer decided() {
        return timer("posse.purchase.decided", "Time of a sale from its beginning until it was decided", ANSWERED);
    }

    Counter settlementLeft() {
        return counter("posse.settlement.left", "Sales decided and not settled when their node was closed");
    }

    Counter lockResolved(How how) {
        return counter(
                "posse.lock.resolved",
                "Locks of accounts that somebody else than their driver dealt with",
                Tag.of("how", how.name()));
    }

    Counter recovery(RecoveryBranch branch) {
        return counter("posse.recovery", "Sales that the posse finished", Tag.of("branch", branch.text()));
    }

    Timer recoveryAge() {
        return timer(
                "posse.recovery.age",
                "Age of the sales that the posse finished: from the beginning of their driver to their settlement",
                RECOVERED);
    }

    Counter patrolFailed() {
        return counter("posse.patrol.failed", "Patrols that ended early");
    }

    Counter patrolHeartbeat() {
        return counter("posse.patrol.heartbeat", "Counts once per second while the node patrols and the store answers");
    }

    Counter totalFailure() {
        return counter("posse.total.failure", "Contradictions between documents; each has stopped a campaign");
    }

    Counter dataLoss() {
        return counter("posse.data.loss", "Times that acknowledged writes were found to be gone");
    }

    Counter bookingLost() {
        return counter("posse.booking.lost", "Accounts that lost what somebody was told to be booked");
    }

    Counter listingLost() {
        return counter("posse.listing.lost", "Campaigns that the directory did not list any more");
    }

    Timer step(PosseEvent.Actor actor, StepName step, PosseEvent.Answer answer) {
        return timer(
                "posse.step",
                "Time of a step of the protocol, from asking the store to its answer",
                new Duration[0],
                Tag.of("actor", actor.name().toLowerCase(Locale.ROOT)),
                Tag.of("step", step.text()),
                Tag.of("answer", answer.name().toLowerCase(Locale.ROOT)));
    }

    private Counter counter(String name, String help, Tag... more) {
        Iterable<Tag> tags = tags(more);
        return Counter.builder(name).description(help).tags(tags).register(registry);
    }

    private Timer timer(String name, String help, Duration[] buckets, Tag... more) {
        Iterable<Tag> tags = tags(more);
        Timer.Builder timer = Timer.builder(name).description(help).tags(tags);
        return buckets.length == 0
                ? timer.register(registry)
                : timer.serviceLevelObjectives(buckets).register(registry);
    }

    private Iterable<Tag> tags(Tag... more) {
        return Stream.concat(Stream.of(node), Arrays.stream(more)).toList();
    }
}
