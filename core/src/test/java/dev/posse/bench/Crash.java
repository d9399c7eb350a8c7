package dev.posse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Kills an actor at every single store operation, by enumeration: counts the operations of an undisturbed run, and then
 * runs it again from a fresh arrangement, once for each operation and each {@link Flavour}.
 */
public final class Crash {

    /** What became of the operation at which the power was cut. */
    public enum Flavour {
        /** It did not happen. */
        NOT_DONE,
        /** It happened. */
        DONE,
        /** It was on its way, and lands when somebody lets it. */
        UNDER_WAY
    }

    private Crash() {}

    /**
     * Crashes everywhere.
     *
     * @param arrange makes the same bench each time
     * @param actor runs on the bench's own store
     * @param then recovers and checks; what was under way has not landed yet
     * @return how many crashes there were
     */
    public static int everywhere(Supplier<Bench> arrange, Consumer<Bench> actor, Consumer<Bench> then) {
        int crashes = 0;
        for (Point point : points(arrange, actor)) {
            Bench bench = crashedAt(point, arrange, actor);
            try {
                then.accept(bench);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("crashed at " + point + ", steps " + bench.steps() + ": " + e.getMessage(), e);
            }
            crashes++;
        }
        return crashes;
    }

    /** Where to crash. */
    public record Point(int call, Flavour flavour) {}

    /** All the points at which an actor can crash. */
    public static List<Point> points(Supplier<Bench> arrange, Consumer<Bench> actor) {
        Bench whole = arrange.get();
        int before = whole.store().calls().size();
        actor.accept(whole);
        List<Point> points = new ArrayList<>();
        for (int call = before + 1; call <= whole.store().calls().size(); call++) {
            for (Flavour flavour : Flavour.values()) {
                points.add(new Point(call, flavour));
            }
        }
        return points;
    }

    /** A bench whose actor has crashed there. */
    public static Bench crashedAt(Point point, Supplier<Bench> arrange, Consumer<Bench> actor) {
        Bench bench = arrange.get();
        Script script = bench.store().atCall(point.call());
        switch (point.flavour()) {
            case NOT_DONE -> script.cutsPowerBefore();
            case DONE -> script.cutsPowerAfter();
            case UNDER_WAY -> script.cutsPowerAndLandsLater();
        }
        try {
            actor.accept(bench);
        } catch (NodeKilled expected) {
            return bench;
        }
        throw new AssertionError("no crash at " + point);
    }
}
