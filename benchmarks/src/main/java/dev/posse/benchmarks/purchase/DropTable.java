package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.purchase.Case.Shape;
import dev.posse.benchmarks.shop.Contender;
import dev.posse.benchmarks.text.MarkdownTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The day of the drop: what Posse is to reach, as ratios of one run. */
public final class DropTable {

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
        Shape spread = Plan.SPREAD;
        Shape hot = Plan.HOT;
        Case redisSpread = new Case(Contender.REDIS_SCRIPT, spread);
        Case redisHot = new Case(Contender.REDIS_SCRIPT, hot);
        Rows rows = new Rows(results, new ArrayList<>());
        rows.ratio("spread ÷ Lua floor, Redis", redisSpread, new Case(Contender.LUA, spread), 0.40, 0.60);
        rows.ratio(
                "spread ÷ Lua floor, memcached",
                new Case(Contender.MEMCACHED, spread),
                new Case(Contender.LUA, spread),
                0.20,
                0.30);
        rows.ratio(
                "spread ÷ PostgreSQL FOR UPDATE", redisSpread, new Case(Contender.POSTGRES_FOR_UPDATE, spread), 6, 8);
        rows.ratio(
                "spread ÷ PL/pgSQL asynchronous", redisSpread, new Case(Contender.POSTGRES_FUNCTION, spread), 1.3, 2);
        rows.ratio("hot ÷ PostgreSQL FOR UPDATE", redisHot, new Case(Contender.POSTGRES_FOR_UPDATE, hot), 10, 20);
        rows.ratio("hot ÷ PL/pgSQL asynchronous", redisHot, new Case(Contender.POSTGRES_FUNCTION, hot), 1.0, 2);
        rows.hotOverSpread("Redis", Contender.REDIS_SCRIPT, 0.8, 1.2);
        rows.hotOverSpread("memcached", Contender.MEMCACHED, 0.7, 1.0);
        rows.hotOverSpread("memory", Contender.MEMORY, 0.8, 1.0);
        for (Contender posse :
                List.of(Contender.REDIS_SCRIPT, Contender.REDIS_WATCH, Contender.MEMCACHED, Contender.MEMORY)) {
            rows.ratio(
                    "hot, withSlots(10) ÷ withSlots(1), " + posse.label().replace("Posse, ", ""),
                    new Case(posse, Plan.HOT_TEN_SLOTS),
                    new Case(posse, hot),
                    1.0,
                    1.0);
        }
        rows.ratio(
                "Redis by WATCH ÷ by script, spread", new Case(Contender.REDIS_WATCH, spread), redisSpread, 0.6, 0.8);
        rows.ratio("Redis by WATCH ÷ by script, hot", new Case(Contender.REDIS_WATCH, hot), redisHot, 0.6, 0.8);
        rows.ratio(
                "hot over four processes ÷ one process",
                new Case(Contender.REDIS_SCRIPT, Plan.HOT_FOUR),
                redisHot,
                0.5,
                1.0);
        rows.cost("rejects per sale, hot, one process", results.of(redisHot, Measurement::refusedPerSale), 0.02, 0);
        rows.cost(
                "rejects per sale, hot, four processes",
                results.of(new Case(Contender.REDIS_SCRIPT, Plan.HOT_FOUR), Measurement::refusedPerSale),
                2,
                0.5);
        rows.cost("round trips to settled, Redis", roundTrips(results, Contender.REDIS_SCRIPT), 1, 1);
        rows.cost("round trips to settled, memcached", roundTrips(results, Contender.MEMCACHED), 5, 5);
        rows.all()
                .add(new Row(
                        "memory, 1 buyer, sold per second",
                        results.of(new Case(Contender.MEMORY, Plan.ONE_BUYER), Measurement::soldPerSecond),
                        100_000,
                        200_000,
                        false));
        return List.copyOf(rows.all());
    }

    private static Spread roundTrips(Results results, Contender posse) {
        return results.of(new Case(posse, Plan.ALONE), Measurement::operationsPerSale);
    }

    /** The rows as they are computed. */
    private record Rows(Results results, List<Row> all) {

        void ratio(String what, Case above, Case below, double atLeast, double aim) {
            all.add(new Row(what, results.ratio(above, below), atLeast, aim, false));
        }

        void hotOverSpread(String where, Contender posse, double atLeast, double aim) {
            ratio("hot ÷ own spread, " + where, new Case(posse, Plan.HOT), new Case(posse, Plan.SPREAD), atLeast, aim);
        }

        void cost(String what, Spread figure, double atMost, double aim) {
            all.add(new Row(what, figure, atMost, aim, true));
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
