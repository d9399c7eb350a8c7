package dev.posse.examples.harness.processes;

import dev.posse.examples.harness.processes.Fault.Aimed;
import dev.posse.examples.harness.processes.Fault.Cut;
import dev.posse.examples.harness.processes.Fault.Hang;
import dev.posse.examples.harness.processes.Fault.Hit;
import dev.posse.examples.harness.processes.Fault.Interrupt;
import dev.posse.examples.harness.processes.Fault.Jump;
import dev.posse.examples.harness.processes.Fault.Kill;
import dev.posse.examples.harness.processes.Fault.Stop;
import dev.posse.examples.harness.servers.DatabaseFault;
import dev.posse.examples.harness.servers.NetworkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What goes wrong when: drawn before the run from its seed and the settings alone, so that the same seed strikes the same
 * places at the same times again.
 */
final class Schedule {

    /** Longer than any timeout of a store, so that its node is given up for dead. */
    private static final Duration SHORTEST_STOP = Duration.ofMillis(2_500);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private static final Duration SHORTEST_FAULT = Duration.ofMillis(300);

    private static final Duration LONGEST_FAULT = Duration.ofSeconds(4);

    /** Clocks jump by hours, by days, by years. */
    private static final Duration SHORTEST_JUMP = Duration.ofHours(1);

    private static final Duration LONGEST_JUMP = Duration.ofDays(1_000);

    /** The database is given time to get well before the next fault. */
    private static final Duration RECOVERY = Duration.ofSeconds(8);

    /** The writes of a sale: after each of them a node may die, and for most of them a clock hits that too seldom. */
    private static final List<String> WRITES = List.of("D2", "D3", "D4", "D5", "D6");

    private final ProcessSettings settings;
    private final Random random;

    private Schedule(ProcessSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed() + 1);
    }

    static List<Fault> draw(ProcessSettings settings, Set<DatabaseFault> faults) {
        return new Schedule(settings).draw(faults.stream().sorted().toList());
    }

    private List<Fault> draw(List<DatabaseFault> faults) {
        List<Fault> all = new ArrayList<>();
        all.addAll(rain(settings.kills(), this::kill));
        all.addAll(rain(settings.stops(), at -> new Stop(at, place(), between(SHORTEST_STOP, LONGEST_STOP))));
        all.addAll(
                rain(settings.faults(), at -> new Cut(at, place(), fault(), between(SHORTEST_FAULT, LONGEST_FAULT))));
        if (!faults.isEmpty()) {
            all.addAll(apart(rain(
                    settings.databaseFaults(),
                    at -> new Hit(
                            at, faults.get(random.nextInt(faults.size())), between(SHORTEST_FAULT, LONGEST_FAULT)))));
        }
        // Last, so that a seed's other faults stay what they were.
        all.addAll(rain(settings.disturbances(), this::disturbance));
        all.sort(Comparator.comparing(Fault::at));
        return List.copyOf(all);
    }

    /** Exponential gaps, so that faults come like rain: sometimes two at once. */
    private <B extends Fault> List<B> rain(double rate, Function<Duration, B> drop) {
        List<B> drops = new ArrayList<>();
        double seconds = 0;
        while (rate > 0) {
            seconds += -Math.log(1 - random.nextDouble()) / rate;
            if (seconds >= settings.duration().toMillis() / 1e3) {
                break;
            }
            drops.add(drop.apply(Duration.ofMillis((long) (seconds * 1e3))));
        }
        return drops;
    }

    private static List<Hit> apart(List<Hit> hits) {
        List<Hit> kept = new ArrayList<>();
        Duration free = Duration.ZERO;
        for (Hit hit : hits) {
            if (hit.at().compareTo(free) >= 0) {
                kept.add(hit);
                free = hit.at().plus(hit.length()).plus(RECOVERY);
            }
        }
        return kept;
    }

    /** One of the writes of a sale that are not its last. */
    static String anyWrite(RandomGenerator random) {
        return WRITES.get(random.nextInt(WRITES.size() - 1));
    }

    private Fault kill(Duration at) {
        return random.nextBoolean()
                ? new Kill(at, place())
                : new Aimed(at, place(), WRITES.get(random.nextInt(WRITES.size())));
    }

    private Fault disturbance(Duration at) {
        int drawn = random.nextInt(4);
        if (drawn == 0) {
            return new Hang(at, place());
        } else if (drawn == 1) {
            return new Interrupt(at, place());
        }
        Duration far = between(SHORTEST_JUMP, LONGEST_JUMP);
        return new Jump(at, place(), random.nextBoolean() ? far : far.negated());
    }

    private int place() {
        return random.nextInt(settings.nodes());
    }

    private NetworkFault fault() {
        List<NetworkFault> faults = List.of(NetworkFault.values());
        return faults.get(random.nextInt(faults.size()));
    }

    private Duration between(Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis()));
    }
}
