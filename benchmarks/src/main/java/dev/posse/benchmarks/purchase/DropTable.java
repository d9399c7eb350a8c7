package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.text.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The day of the drop: what Posse is to reach, as ratios of one run. */
public final class DropTable {

    private static final Case REDIS_SPREAD = new Case(Contender.REDIS_SCRIPT, Plan.SPREAD);
    private static final Case REDIS_HOT = new Case(Contender.REDIS_SCRIPT, Plan.HOT);
    private static final Case REDIS_HOT_FOUR = new Case(Contender.REDIS_SCRIPT, Plan.HOT_FOUR);

    private DropTable() {}

    /**
     * One thing to be reached.
     *
     * @param what it is
     * @param figure from the run
     * @param atLeast what is enough; for {@link #lessIsBetter} at most
     * @param aim what is hoped for; as {@code atLeast} where there is no more to be hoped for
     * @param lessIsBetter whether it is a cost
     */
    public record Row(String what, Spread figure, double atLeast, double aim, boolean lessIsBetter) {

        /** {@return how far it is: {@code aim}, {@code yes}, {@code NO} or {@code not measured}} */
        public String reached() {
            if (!figure.isMeasured()) {
                return "not measured";
            } else if (reaches(aim)) {
                return "aim";
            }
            return reaches(atLeast) ? "yes" : "NO";
        }

        private boolean reaches(double bound) {
            return lessIsBetter ? figure.median() <= bound : figure.median() >= bound;
        }
    }

    /**
     * Computes all rows.
     *
     * @param results of a run
     * @return the rows; those whose cases are not in the run have no figure
     */
    public static List<Row> rows(Results results) {
        Rows rows = new Rows(results, new ArrayList<>());
        addPeers(rows);
        addItself(rows);
        addCosts(rows);
        return List.copyOf(rows.all());
    }

    private static void addPeers(Rows rows) {
        Shape spread = Plan.SPREAD;
        Case lua = new Case(Contender.LUA, spread);
        rows.ratio("spread ÷ Lua floor, Redis", REDIS_SPREAD, lua, 0.40, 0.60);
        rows.ratio("spread ÷ Lua floor, memcached", new Case(Contender.MEMCACHED, spread), lua, 0.20, 0.30);
        rows.overPeer("spread ÷ PostgreSQL FOR UPDATE", spread, Contender.POSTGRES_FOR_UPDATE, 6, 8);
        rows.overPeer("spread ÷ PL/pgSQL asynchronous", spread, Contender.POSTGRES_FUNCTION, 1.3, 2);
        rows.overPeer("hot ÷ PostgreSQL FOR UPDATE", Plan.HOT, Contender.POSTGRES_FOR_UPDATE, 10, 20);
        rows.overPeer("hot ÷ PL/pgSQL asynchronous", Plan.HOT, Contender.POSTGRES_FUNCTION, 1.0, 2);
    }

    private static void addItself(Rows rows) {
        rows.hotOverSpread("Redis", Contender.REDIS_SCRIPT, 0.8, 1.2);
        rows.hotOverSpread("memcached", Contender.MEMCACHED, 0.7, 1.0);
        rows.hotOverSpread("memory", Contender.MEMORY, 0.8, 1.0);
        for (Contender posse :
                List.of(Contender.REDIS_SCRIPT, Contender.REDIS_WATCH, Contender.MEMCACHED, Contender.MEMORY)) {
            rows.ratio(
                    "hot, withSlots(10) ÷ withSlots(1), " + posse.label().replace("Posse, ", ""),
                    new Case(posse, Plan.HOT_TEN_SLOTS),
                    new Case(posse, Plan.HOT),
                    1.0,
                    1.0);
        }
        rows.ratio(
                "Redis by WATCH ÷ by script, spread",
                new Case(Contender.REDIS_WATCH, Plan.SPREAD),
                REDIS_SPREAD,
                0.6,
                0.8);
        rows.ratio("Redis by WATCH ÷ by script, hot", new Case(Contender.REDIS_WATCH, Plan.HOT), REDIS_HOT, 0.6, 0.8);
        rows.ratio("hot over four processes ÷ one process", REDIS_HOT_FOUR, REDIS_HOT, 0.5, 1.0);
    }

    private static void addCosts(Rows rows) {
        rows.cost("rejects per sale, hot, one process", REDIS_HOT, Measurement::refusedPerSale, 0.02, 0);
        rows.cost("rejects per sale, hot, four processes", REDIS_HOT_FOUR, Measurement::refusedPerSale, 2, 0.5);
        rows.roundTrips("Redis", Contender.REDIS_SCRIPT, 1);
        rows.roundTrips("memcached", Contender.MEMCACHED, 5);
        rows.soldPerSecond("memory, 1 buyer, 1,000 campaigns, sold/s", Plan.ONE_BUYER);
        rows.soldPerSecond("memory, 1 buyer, one campaign, sold/s", Plan.ONE_BUYER_HOT);
    }

    /** The rows as they are computed. */
    private record Rows(Results results, List<Row> all) {

        void ratio(String what, Case above, Case below, double atLeast, double aim) {
            all.add(new Row(what, results.ratio(above, below), atLeast, aim, false));
        }

        void hotOverSpread(String where, Contender posse, double atLeast, double aim) {
            ratio("hot ÷ own spread, " + where, new Case(posse, Plan.HOT), new Case(posse, Plan.SPREAD), atLeast, aim);
        }

        void soldPerSecond(String what, Shape shape) {
            Spread figure = results.of(new Case(Contender.MEMORY, shape), Measurement::soldPerSecond);
            all.add(new Row(what, figure, 100_000, 200_000, false));
        }

        void overPeer(String what, Shape shape, Contender peer, double atLeast, double aim) {
            ratio(what, new Case(Contender.REDIS_SCRIPT, shape), new Case(peer, shape), atLeast, aim);
        }

        void roundTrips(String where, Contender posse, double atMost) {
            Case alone = new Case(posse, Plan.ALONE);
            cost("round trips to settled, " + where, alone, Measurement::operationsPerSale, atMost, atMost);
        }

        void cost(String what, Case which, ToDoubleFunction<Measurement> figure, double atMost, double aim) {
            all.add(new Row(what, results.of(which, figure), atMost, aim, true));
        }
    }

    /**
     * Writes the table.
     *
     * @param results of a run
     * @return in Markdown
     */
    public static String markdown(Results results) {
        MarkdownTable table =
                new MarkdownTable("the day of the drop", "figure", "least – most", "enough", "aim", "reached");
        for (Row row : rows(results)) {
            table.row(
                    row.what(),
                    number(row.figure().median()),
                    row.figure().count() < 2
                            ? ""
                            : number(row.figure().least()) + " – "
                                    + number(row.figure().most()),
                    (row.lessIsBetter() ? "≤ " : "≥ ") + number(row.atLeast()),
                    row.aim() == row.atLeast() ? "" : number(row.aim()),
                    row.reached());
        }
        return table.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        String format = value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
