package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.Document;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.LockPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations of the day of the drop: nodes that know the campaign already, and buyers who are served together. */
final class HotScenarios {

    private HotScenarios() {}

    /** A driver that begins with what its node has seen, with each of the others. */
    static List<Scenario> warmViews(int faults) {
        List<Scenario> all = new ArrayList<>();
        Map<String, List<Document>> starts = new LinkedHashMap<>(Scenarios.starts());
        starts.putAll(Scenarios.overflowing(1));
        starts.forEach((start, documents) -> {
            for (int slots = 1; slots <= 2; slots++) {
                for (Actor other :
                        Scenarios.others().subList(0, Scenarios.others().size() - 1)) {
                    all.add(Scenarios.scenario(start, documents, faults, Cast.warm("u", "p", slots, documents), other));
                }
            }
        });
        return all;
    }

    /** A buyer who begins when his node believes a slot to be claimed, right or wrong, with each of the others. */
    static List<Scenario> inTurn(int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (int claimed = 0; claimed <= 2; claimed++) {
                for (Actor other : between()) {
                    all.add(Scenarios.scenario(
                            start, documents, faults, InOrderCast.inTurn("u", "p", 1 + claimed % 2, claimed), other));
                }
                all.add(Scenarios.scenario(
                        start,
                        documents,
                        faults,
                        InOrderCast.inTurn("u", "p", 1, claimed),
                        InOrderCast.inTurn("v", "q", 1, 1)));
            }
        });
        return all;
    }

    /** A buyer whose node could not read the next slot a moment ago, with each of the others. */
    static List<Scenario> looking(int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (int slots = 1; slots <= 2; slots++) {
                for (Actor other : between()) {
                    all.add(Scenarios.scenario(start, documents, faults, Cast.looking("u", "p", slots), other));
                }
            }
        });
        return all;
    }

    /** Two buyers of one node and a patrol: the second begins while the first is being settled. */
    static List<Scenario> inTurns() {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> all.add(Scenarios.scenario(
                start,
                documents,
                0,
                InOrderCast.inTurn("u", "p", 1, 0),
                InOrderCast.inTurn("v", "q", 1, 1),
                Cast.recoverer(1))));
        return all;
    }

    /** A buyer who locks for the second slot, or the third, before the ones below are claimed, with each of the others. */
    static List<Scenario> ahead(int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (long slot = 2; slot <= 3; slot++) {
                for (Actor other : between()) {
                    all.add(Scenarios.scenario(
                            start, documents, faults, InOrderCast.ahead("u", "p", (int) slot - 1, slot), other));
                }
                all.add(Scenarios.scenario(
                        start,
                        documents,
                        faults,
                        InOrderCast.ahead("u", "p", 1, slot),
                        InOrderCast.inTurn("v", "q", 1, 1)));
                all.add(Scenarios.scenario(
                        start,
                        documents,
                        faults,
                        InOrderCast.ahead("u", "p", 1, slot),
                        InOrderCast.ahead("v", "q", 1, slot)));
            }
        });
        return all;
    }

    /** Three buyers of one node, of whom two lock ahead; and two of them with a patrol. */
    static List<Scenario> aheadOfEachOther() {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            all.add(Scenarios.scenario(
                    start,
                    documents,
                    0,
                    InOrderCast.inTurn("u", "p", 1, 0),
                    InOrderCast.ahead("v", "q", 1, 2),
                    Cast.recoverer(1)));
            all.add(Scenarios.scenario(
                    start,
                    documents,
                    0,
                    InOrderCast.inTurn("u", "p", 1, 0),
                    InOrderCast.ahead("v", "q", 1, 2),
                    Cast.login("v", LockPolicy.COMPLETE)));
        });
        return all;
    }

    /** Two buyers whose campaign is moved for both at once, with each who may come between. */
    static List<Scenario> movedTogether(int faults) {
        List<Scenario> all = new ArrayList<>();
        List<Actor> buyers = List.of(Cast.waiting("u", "p", 1), Cast.waiting("v", "q", 1));
        starts().forEach((start, documents) -> {
            for (Actor other : between()) {
                List<Actor> actors = new ArrayList<>(buyers);
                actors.add(InOrderCast.settlesTogether(buyers));
                actors.add(other);
                all.add(Scenarios.scenario(start, documents, faults, actors.toArray(new Actor[0])));
            }
        });
        return all;
    }

    /** A buyer who hears of his sale after D3, while a worker settles it, or dies anywhere, with each of the others. */
    static List<Scenario> answeredAfterClaim(int faults) {
        List<Scenario> all = new ArrayList<>();
        List<Actor> others = new ArrayList<>(between());
        others.addAll(List.of(
                Cast.login("u", LockPolicy.CANCEL),
                Cast.query("u", "p", LockPolicy.COMPLETE),
                Cast.retry("u", "p", Mode.AGAIN),
                Cast.withdrawer("u")));
        starts().forEach((start, documents) -> {
            for (Actor driver : List.of(InOrderCast.inTurn("u", "p", 1, 0), Cast.driver("u", "p", 2))) {
                for (Actor other : others) {
                    all.add(answeredAfterClaim(start, documents, faults, driver, other));
                }
            }
        });
        return all;
    }

    /** Where somebody's refusal holds for all calls that have read, the driver has: see {@link Scenarios}. */
    static Scenario answeredAfterClaim(
            String start, List<Document> documents, int faults, Actor driver, Actor... others) {
        boolean isJudged = Arrays.stream(others)
                .anyMatch(other -> other.promise() == Promise.THE_PURCHASE
                        && other.purchaseId().equals(driver.purchaseId()));
        Scenario scenario = Scenario.of(start + ":", documents);
        for (Actor actor : AnswersAfterClaim.cast(isJudged ? Cast.hasRead(driver, documents) : driver)) {
            scenario = scenario.with(actor);
        }
        for (Actor other : others) {
            scenario = scenario.with(other);
        }
        return scenario.withFaults(faults);
    }

    /** Two buyers who are served together, with each who may come between. */
    static List<Scenario> combined(int slots, int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (Actor other : between()) {
                all.add(together(start, documents, faults, slots, other));
            }
        });
        return all;
    }

    static Scenario together(String start, List<Document> documents, int faults, int slots, Actor... others) {
        List<Actor> buyers = List.of(Cast.waiting("u", "p", slots), Cast.waiting("v", "q", slots));
        List<Actor> all = new ArrayList<>(buyers);
        all.add(Cast.combiner(buyers, slots));
        all.addAll(List.of(others));
        return Scenarios.scenario(start, documents, faults, all.toArray(new Actor[0]));
    }

    /** Two buyers who are served together, and nobody else. */
    static List<Scenario> combinedAlone(int faults) {
        List<Scenario> all = new ArrayList<>();
        starts().forEach((start, documents) -> {
            for (int slots = 1; slots <= 2; slots++) {
                all.add(together(start, documents, faults, slots));
            }
        });
        return all;
    }

    /** A10: buyers for whom the one who combines has read, when somebody asks what became of one of them. */
    static List<Scenario> combinedAfterReading() {
        List<Scenario> all = new ArrayList<>();
        List<Actor> both = List.of(Cast.waiting("u", "p", 1), Cast.waiting("v", "q", 1));
        starts().forEach((start, documents) -> {
            all.add(afterReading(start, documents, both, Cast.query("u", "p", LockPolicy.COMPLETE))
                    .withFaults(1));
            all.add(afterReading(start, documents, both, Cast.query("v", "q", LockPolicy.COMPLETE))
                    .withFaults(1));
            all.add(afterReading(start, documents, both, Cast.retry("v", "q", Mode.AGAIN))
                    .withFaults(1));
            for (Actor mover : List.of(Cast.driver("v", "q2", 1), Cast.recoverer(1), Cast.closer())) {
                all.add(afterReading(
                        start, documents, both.subList(0, 1), Cast.query("u", "p", LockPolicy.COMPLETE), mover));
            }
        });
        return all;
    }

    static Scenario afterReading(String start, List<Document> documents, List<Actor> buyers, Actor... others) {
        Scenario scenario = Scenario.of(start + ":", documents);
        for (Actor buyer : buyers) {
            scenario = scenario.with(buyer);
        }
        scenario = scenario.with(Cast.hasRead(Cast.combiner(buyers, 1), documents));
        for (Actor other : others) {
            scenario = scenario.with(other);
        }
        return scenario;
    }

    private static Map<String, List<Document>> starts() {
        Map<String, List<Document>> starts = new LinkedHashMap<>(Scenarios.starts());
        starts.put("the last slot", Starts.fresh(1, "u", "v"));
        starts.put("one account too poor", Starts.plus(Starts.fresh(3, "v"), Starts.rich("u", Account.WINDOW, 5)));
        starts.put("one account absent", Starts.fresh(3, "v"));
        return starts;
    }

    private static List<Actor> between() {
        return List.of(
                Cast.driver("v", "q2", 1),
                Cast.driver("u", "second", 2),
                Cast.login("u", LockPolicy.COMPLETE),
                Cast.login("v", LockPolicy.CANCEL),
                Cast.query("u", "p", LockPolicy.CANCEL).promising(Promise.NOTHING),
                Cast.query("v", "q", LockPolicy.COMPLETE).promising(Promise.NOTHING),
                Cast.depositor("u"),
                Cast.closer(),
                Cast.recoverer(1));
    }
}
