package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.shop.Stock.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is measured how often. Each round takes every case once, in short slices, so that what the machine does meanwhile befalls
 * all of them alike.
 *
 * @param cases with the number of rounds that they are in
 * @param pace how long everything takes
 */
public record Plan(List<Planned> cases, Pace pace) {

    /** The shapes that the table of the day of the drop is made of. */
    static final Shape SPREAD = Shape.of(Scenario.SPREAD, 32);

    static final Shape HOT = Shape.of(Scenario.HOT, 32);
    static final Shape HOT_TEN_SLOTS = HOT.withSlots(10);
    static final Shape HOT_FOUR = HOT.inProcesses(4);
    static final Shape SPREAD_FOUR = SPREAD.inProcesses(4);
    static final Shape ONE_BUYER = Shape.of(Scenario.SPREAD, 1);
    static final Shape ONE_BUYER_HOT = Shape.of(Scenario.HOT, 1);
    static final Shape ALONE = Shape.of(Scenario.ALONE, 1);

    private static final Set<Contender> POSSE =
            EnumSet.of(Contender.MEMORY, Contender.REDIS_SCRIPT, Contender.REDIS_WATCH, Contender.MEMCACHED);
    private static final Set<Contender> ALL = EnumSet.allOf(Contender.class);
    private static final Set<Contender> FAST_PEERS =
            EnumSet.of(Contender.LUA, Contender.POSTGRES_FOR_UPDATE, Contender.POSTGRES_FUNCTION);

    /**
     * A case and how often it comes.
     *
     * @param measured which
     * @param rounds in which it is, from the first on
     */
    public record Planned(Case measured, int rounds) {}

    /**
     * How long everything takes.
     *
     * @param rounds of the cases that matter most
     * @param fewerRounds of the others
     * @param starts how often each contender sells before the first round, each time with a shop filled anew; until its code is compiled
     * @param startMillis for how long each time, in each process
     * @param warmUpMillis of each slice
     * @param measureMillis of each slice
     * @param accounts that there are; of those with full windows a tenth
     */
    public record Pace(
            int rounds,
            int fewerRounds,
            int starts,
            long startMillis,
            long warmUpMillis,
            long measureMillis,
            int accounts) {

        /** For figures. */
        public static final Pace FULL = new Pace(5, 2, 5, 2500, 300, 1000, 10_000);

        /** For a look, in a fifth of the time. */
        public static final Pace QUICK = new Pace(2, 1, 1, 1000, 150, 400, 2_000);
    }

    /**
     * Plans what the table of the day of the drop needs.
     *
     * @param pace how long everything takes
     * @return the plan
     */
    public static Plan drop(Pace pace) {
        Set<Contender> compared = EnumSet.copyOf(POSSE);
        compared.addAll(FAST_PEERS);
        List<Planned> cases = new ArrayList<>();
        add(cases, pace.rounds(), compared, SPREAD, HOT);
        add(cases, pace.rounds(), EnumSet.of(Contender.MEMCACHED_BEHIND), SPREAD, HOT);
        add(cases, pace.rounds(), POSSE, HOT_TEN_SLOTS);
        add(cases, pace.rounds(), EnumSet.of(Contender.REDIS_SCRIPT), HOT_FOUR);
        add(cases, pace.rounds(), EnumSet.of(Contender.MEMORY), ONE_BUYER, ONE_BUYER_HOT);
        add(cases, 1, POSSE, ALONE);
        return new Plan(List.copyOf(cases), pace);
    }

    /**
     * Plans everything.
     *
     * @param pace how long everything takes
     * @return the plan, with that of the drop in it
     */
    public static Plan purchases(Pace pace) {
        List<Planned> cases = new ArrayList<>(drop(pace).cases());
        Set<Contender> slow = EnumSet.of(Contender.REDISSON, Contender.SCALARDB);
        add(cases, pace.fewerRounds(), slow, SPREAD, HOT);
        add(cases, pace.fewerRounds(), ALL, ONE_BUYER);
        for (int buyers : new int[] {8, 256}) {
            add(cases, pace.fewerRounds(), ALL, Shape.of(Scenario.SPREAD, buyers), Shape.of(Scenario.HOT, buyers));
        }
        Set<Contender> shared = EnumSet.complementOf(EnumSet.of(Contender.MEMORY));
        shared.removeAll(slow);
        add(cases, pace.fewerRounds(), shared, HOT_FOUR, SPREAD_FOUR);
        add(cases, pace.fewerRounds(), POSSE, SPREAD.with(Windows.FULL));
        return new Plan(List.copyOf(cases), pace);
    }

    /**
     * Leaves cases out.
     *
     * @param wanted says which stay
     * @return the smaller plan
     */
    public Plan only(Predicate<Case> wanted) {
        return new Plan(
                cases.stream()
                        .filter(planned -> wanted.test(planned.measured()))
                        .toList(),
                pace);
    }

    /** Adds cases, unless they are there already. */
    private static void add(List<Planned> cases, int rounds, Set<Contender> contenders, Shape... shapes) {
        Arrays.stream(shapes)
                .flatMap(shape -> contenders.stream().map(contender -> new Case(contender, shape)))
                .filter(added ->
                        cases.stream().noneMatch(planned -> planned.measured().equals(added)))
                .forEach(added -> cases.add(new Planned(added, rounds)));
    }
}
