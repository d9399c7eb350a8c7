package dev.posse.explorer;

import dev.posse.document.Document;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.LockPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The configurations that are explored: all pairs from all starts, all triples, and the fours that matter. */
final class Scenarios {

    private Scenarios() {}

    /** What stands there when the actors begin: nothing, a void, a settled sale, a sale half done at each step. */
    static Map<String, List<Document>> starts() {
        Map<String, List<Document>> starts = new LinkedHashMap<>();
        List<Document> fresh = Cast.fresh(3, "u", "v");
        starts.put("slot absent", fresh);
        starts.put("slot void", Cast.plus(fresh, Cast.voidAt(1)));
        starts.put("one settled sale", Cast.plus(fresh, array(Cast.settledSale("u", "old"))));
        for (String step : List.of("D2", "D3", "D4", "D5")) {
            starts.put("half done after " + step, Cast.plus(fresh, array(Cast.halfDone("u", "old", step, 3))));
        }
        starts.put(
                "half done after D2 above a void",
                Cast.plus(Cast.plus(fresh, array(Cast.halfDone("u", "old", "D2", 3))), Cast.voidAt(1)));
        return starts;
    }

    /** Finds a configuration by the name that a violation prints, whatever its bound of faults. */
    static Scenario named(String name) {
        return Stream.of(0, 1, 2, 3)
                .flatMap(faults -> Stream.of(pairs(faults), triples(faults, drivers()), fours()))
                .flatMap(List::stream)
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scenario is called " + name));
    }

    static List<Document> start(String name) {
        return starts().getOrDefault(name, List.of());
    }

    private static Document[] array(List<Document> documents) {
        return documents.toArray(new Document[0]);
    }

    static List<Actor> drivers() {
        return List.of(
                Cast.driver("u", "p", 1),
                Cast.driver("u", "p", 2),
                Cast.impatient("u", "p", LockPolicy.COMPLETE),
                Cast.impatient("u", "p", LockPolicy.CANCEL));
    }

    /** Everybody who may come between. The last is the first recoverer's twin: alone it does what that does. */
    static List<Actor> others() {
        return List.of(
                Cast.retry("u", "p", Mode.FIRST),
                Cast.retry("u", "p", Mode.AGAIN),
                Cast.driver("u", "second", 1),
                Cast.driver("v", "q", 1),
                Cast.driver("v", "q2", 2),
                Cast.login("u", LockPolicy.COMPLETE),
                Cast.login("u", LockPolicy.CANCEL),
                Cast.inquiry("u", "p", LockPolicy.COMPLETE),
                Cast.inquiry("u", "p", LockPolicy.CANCEL),
                Cast.depositor("u"),
                Cast.withdrawer("u"),
                Cast.closer(),
                Cast.recoverer(1),
                Cast.recoverer(2));
    }

    static List<Scenario> pairs(int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (Actor driver : drivers()) {
                for (Actor other : others().subList(0, others().size() - 1)) {
                    all.add(scenario(start, documents, faults, driver, other));
                }
            }
        });
        return all;
    }

    /** Every driver with any two of the others, from every start. */
    static List<Scenario> triples(int faults, List<Actor> drivers) {
        List<Scenario> all = new ArrayList<>();
        int twin = others().size() - 1;
        starts().forEach((start, documents) -> {
            for (Actor driver : drivers) {
                for (int one = 0; one < others().size(); one++) {
                    for (int two = one + 1; two < others().size(); two++) {
                        if (two < twin || one == twin - 1) {
                            all.add(scenario(start, documents, faults, driver, others().get(one), others().get(two)));
                        }
                    }
                }
            }
        });
        return all;
    }

    /** The fours that matter: rivals for one slot and one account, both kinds of login, and the posse. */
    static List<Scenario> fours() {
        List<Document> fresh = Cast.fresh(3, "u", "v");
        List<Document> half = Cast.plus(fresh, array(Cast.halfDone("u", "old", "D2", 3)));
        return List.of(
                scenario(
                        "slot absent",
                        fresh,
                        0,
                        Cast.driver("u", "p", 1),
                        Cast.driver("v", "q2", 2),
                        Cast.login("u", LockPolicy.CANCEL),
                        Cast.recoverer(1)),
                scenario(
                        "slot absent",
                        fresh,
                        0,
                        Cast.driver("u", "p", 1),
                        Cast.login("u", LockPolicy.CANCEL),
                        Cast.login("u", LockPolicy.COMPLETE),
                        Cast.recoverer(1)),
                scenario(
                        "slot absent",
                        fresh,
                        0,
                        Cast.driver("u", "p", 1),
                        Cast.depositor("u"),
                        Cast.login("u", LockPolicy.COMPLETE),
                        Cast.recoverer(1)),
                scenario(
                        "slot absent",
                        fresh,
                        0,
                        Cast.driver("u", "p", 1),
                        Cast.recoverer(1),
                        Cast.recoverer(2),
                        Cast.driver("v", "q", 1)),
                scenario(
                        "half done after D2",
                        half,
                        0,
                        Cast.login("u", LockPolicy.CANCEL),
                        Cast.login("u", LockPolicy.COMPLETE),
                        Cast.driver("v", "q", 1),
                        Cast.recoverer(1)));
    }

    /**
     * A refusal that is final for earlier calls speaks of calls that have read the account: one that has not begun yet
     * reads what stands there later, and may buy then.
     */
    private static Actor begun(Actor driver, Actor[] all, List<Document> start) {
        boolean judged = false;
        for (Actor other : all) {
            judged |= !other.name().equals(driver.name())
                    && other.promise() == Scenario.Promise.THE_PURCHASE
                    && driver.purchaseId().equals(other.purchaseId())
                    && !driver.attemptId().isEmpty();
        }
        return judged ? Cast.hasRead(driver, start) : driver;
    }

    static Scenario scenario(String start, List<Document> documents, int faults, Actor... actors) {
        Scenario scenario = Scenario.of(start + ":", documents);
        for (Actor actor : actors) {
            scenario = scenario.with(begun(actor, actors, documents));
        }
        return scenario.withFaults(faults);
    }
}
