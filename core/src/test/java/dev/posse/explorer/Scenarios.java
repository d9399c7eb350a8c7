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
        List<Document> fresh = Starts.fresh(3, "u", "v");
        starts.put("slot absent", fresh);
        starts.put("slot void", Starts.plus(fresh, Starts.voidAt(1)));
        starts.put("one settled sale", Starts.plus(fresh, array(Starts.settledSale("u", "old"))));
        for (String step : List.of("D2", "D3", "D4", "D5")) {
            starts.put("half done after " + step, Starts.plus(fresh, array(Starts.halfDone("u", "old", step, 3))));
        }
        starts.put(
                "half done after D2 above a void",
                Starts.plus(Starts.plus(fresh, array(Starts.halfDone("u", "old", "D2", 3))), Starts.voidAt(1)));
        return starts;
    }

    /** Finds a configuration by the name that a violation prints, whatever its bound of faults. */
    static Scenario named(String name) {
        return Stream.of(0, 1, 2, 3)
                .flatMap(faults -> Stream.of(
                        pairs(faults),
                        triples(faults, drivers()),
                        fours(),
                        EdgeScenarios.all(faults),
                        HotScenarios.warmViews(faults),
                        HotScenarios.inTurn(faults),
                        HotScenarios.combined(1, faults),
                        HotScenarios.combined(2, faults),
                        HotScenarios.combinedAfterReading(),
                        HotScenarios.combinedAlone(faults)))
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
                Cast.query("u", "p", LockPolicy.COMPLETE),
                Cast.query("u", "p", LockPolicy.CANCEL),
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

    /** What stands there when windows of this size are about to overflow, or have. */
    static Map<String, List<Document>> overflowing(int window) {
        Map<String, List<Document>> starts = new LinkedHashMap<>();
        String name = "window " + window + ", ";
        starts.put(name + "nothing bought", Starts.bought(window, 0, 3));
        starts.put(name + "full", Starts.bought(window, window, window + 2));
        starts.put(name + "one archived", Starts.bought(window, window + 1, window + 3));
        starts.put(
                name + "one archived, slot void",
                Starts.plus(Starts.bought(window, window + 1, window + 3), Starts.voidAt(window + 2)));
        for (String step : List.of("D2", "D3", "D4", "D5.archive", "D5")) {
            starts.put(
                    name + "full, half done after " + step, Starts.boughtAndHalfDone(window, window, window + 3, step));
        }
        return starts;
    }

    /** Whoever writes entries, with everybody who asks for one that the window may have let go. */
    static List<Scenario> overflows(int window, int faults) {
        List<Actor> writers = List.of(
                Cast.driver("u", "p", 1),
                Cast.driver("u", "p", 2),
                Cast.impatient("u", "p", LockPolicy.CANCEL),
                Cast.query("u", "never", LockPolicy.CANCEL),
                Cast.login("u", LockPolicy.CANCEL),
                Cast.depositor("u"));
        List<Actor> others = new ArrayList<>(others().subList(0, others().size() - 1));
        others.add(Cast.retry("u", "old-1", Mode.FIRST));
        others.add(Cast.retry("u", "old-1", Mode.AGAIN));
        others.add(Cast.query("u", "old-1", LockPolicy.COMPLETE));
        others.add(Cast.query("u", "old-1", LockPolicy.CANCEL));
        others.add(Cast.redepositor("u", 65));
        others.add(Cast.secondDepositor("u"));
        List<Scenario> all = new ArrayList<>();
        overflowing(window).forEach((start, documents) -> {
            for (Actor writer : writers) {
                for (Actor other : others) {
                    if (!writer.name().equals(other.name())) {
                        all.add(scenario(start, documents, faults, writer, other));
                    }
                }
            }
        });
        return all;
    }

    /** Calls that have not read anything yet when somebody asks, or calls off: called off is for ever all the same. */
    static List<Scenario> unread(int faults) {
        List<Scenario> all = new ArrayList<>();
        Map<String, List<Document>> starts = new LinkedHashMap<>(starts());
        starts.putAll(overflowing(1));
        starts.forEach((start, documents) -> {
            for (Actor driver : List.of(
                    Cast.driver("u", "p", 1),
                    Cast.driver("u", "p", 2),
                    Cast.impatient("u", "p", LockPolicy.COMPLETE),
                    Cast.retry("u", "p", Mode.AGAIN))) {
                for (Actor asker : List.of(
                        Cast.retry("u", "p", Mode.FIRST),
                        Cast.query("u", "p", LockPolicy.COMPLETE),
                        Cast.query("u", "p", LockPolicy.CANCEL),
                        Cast.login("u", LockPolicy.CANCEL))) {
                    Scenario scenario = Scenario.of("unread, " + start + ":", documents)
                            .with(driver.promising(Scenario.Promise.NOTHING))
                            .with(asker.promising(Scenario.Promise.NOTHING));
                    all.add(scenario.withFaults(faults));
                }
            }
        });
        return all;
    }

    /** Reads and writes that fail for certain: nothing is lost, and what is thrown has changed nothing. */
    static List<Scenario> failures(int faults) {
        List<Scenario> all = new ArrayList<>();
        pairs(0).forEach(scenario -> all.add(scenario.withFaults(faults).with(Scenario.Extras.FAILURES)));
        overflows(1, 0).forEach(scenario -> all.add(scenario.withFaults(faults).with(Scenario.Extras.FAILURES)));
        return all;
    }

    /** At some moment the database comes back as it was at the beginning; whoever buys then is on a node that knows better. */
    static List<Scenario> restoredCopies() {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (Actor before : List.of(
                    Cast.driver("v", "q", 1), Cast.driver("v", "q2", 2), Cast.login("u", LockPolicy.COMPLETE))) {
                List<Actor> afterwards = new ArrayList<>(drivers());
                afterwards.add(Cast.login("u", LockPolicy.COMPLETE));
                afterwards.add(Cast.query("u", "old", LockPolicy.COMPLETE));
                for (Actor after : afterwards) {
                    if (!before.name().equals(after.name())) {
                        all.add(scenario(start, documents, 2, before, after).with(Scenario.Extras.RESTORED_COPY));
                    }
                }
            }
        });
        return all;
    }

    /** The fours that matter: rivals for one slot and one account, both kinds of login, and the posse. */
    static List<Scenario> fours() {
        List<Document> fresh = Starts.fresh(3, "u", "v");
        List<Document> half = Starts.plus(fresh, array(Starts.halfDone("u", "old", "D2", 3)));
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
