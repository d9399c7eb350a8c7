package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Directory;
import dev.posse.document.Document;
import dev.posse.document.Transaction;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.purchase.Attempt.Mode;
import dev.posse.purchase.LockPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configurations at the edges: a driver alone, the last slot, two campaigns, administration, contradictory documents. */
final class EdgeScenarios {

    private EdgeScenarios() {}

    /** The starts in which one driver alone, if every answer is true, buys; those in which it meets a fresh lock are no such. */
    static List<Scenario> alone() {
        List<Scenario> all = new ArrayList<>();
        Map<String, List<Document>> starts = new LinkedHashMap<>(Scenarios.starts());
        starts.putAll(lastSlots());
        starts.putAll(Scenarios.overflowing(1));
        starts.putAll(elsewhere());
        starts.forEach((start, documents) -> {
            for (Actor driver : Scenarios.drivers()) {
                boolean meetsFreshLock =
                        start.contains("half done after D2") && !driver.equals(complete()) && !driver.equals(cancel());
                // Completed by the driver in its way, the last slot is the other purchase's.
                boolean isTaken = !start.contains("after D2") || !driver.equals(cancel());
                boolean isSoldOut =
                        start.contains("no slot left") || (start.startsWith("last slot half done") && isTaken);
                // The next slot is sold, and the campaign has not caught up: who tries one slot only is beaten at it.
                boolean isBeaten =
                        start.endsWith("half done after D5") && !driver.name().contains("2 slots");
                if (!meetsFreshLock && !isSoldOut && !isBeaten) {
                    all.add(Scenarios.scenario(start, documents, 0, driver).with(Scenario.Extras.ALONE));
                }
            }
        });
        return all;
    }

    private static Actor complete() {
        return Cast.impatient("u", "p", LockPolicy.COMPLETE);
    }

    private static Actor cancel() {
        return Cast.impatient("u", "p", LockPolicy.CANCEL);
    }

    private static Map<String, List<Document>> lastSlots() {
        List<Document> fresh = Starts.fresh(1, "u", "v");
        Map<String, List<Document>> starts = new LinkedHashMap<>();
        starts.put("last slot", fresh);
        starts.put("last slot void", Starts.plus(fresh, Starts.voidAt(1)));
        for (String step : List.of("D2", "D3", "D5")) {
            starts.put(
                    "last slot half done after " + step,
                    Starts.plus(fresh, Starts.halfDone("u", "old", step, 1).toArray(new Document[0])));
        }
        Claim claim = Starts.lock("old", 1).claim("v");
        starts.put(
                "no slot left",
                Starts.plus(
                        fresh,
                        claim,
                        new Transaction(claim, "node-0", Starts.NOW),
                        Starts.rich("v").locked(Starts.lock("old", 1)).debited(),
                        Campaign.created("c", Starts.PRICE, 1).settled(1)));
        return starts;
    }

    /** The end of the capacity: who buys with whoever may come between. */
    static List<Scenario> capacityEnds(int faults) {
        List<Actor> drivers = List.of(Cast.driver("u", "p", 2), complete());
        List<Actor> others = List.of(
                Cast.driver("v", "q", 1),
                Cast.driver("v", "q2", 2),
                Cast.driver("u", "second", 1),
                Cast.login("u", LockPolicy.CANCEL),
                Cast.query("u", "p", LockPolicy.CANCEL),
                Cast.recoverer(1));
        return paired(lastSlots(), drivers, others, faults);
    }

    private static Map<String, List<Document>> elsewhere() {
        Map<String, List<Document>> starts = new LinkedHashMap<>();
        for (String step : List.of("D2", "D3", "D4")) {
            starts.put("in d half done after " + step, Elsewhere.halfDone(step));
        }
        return starts;
    }

    /** An account that is locked for another campaign. */
    static List<Scenario> twoCampaigns(int faults) {
        List<Actor> drivers = List.of(Cast.driver("u", "p", 1), complete(), cancel());
        List<Actor> others = List.of(
                Elsewhere.driver("u", "second"),
                Elsewhere.driver("v", "q"),
                Elsewhere.recoverer(),
                Cast.login("u", LockPolicy.CANCEL),
                Cast.recoverer(1));
        return paired(elsewhere(), drivers, others, faults);
    }

    /** Accounts and campaigns that are only just opened, closed, stopped and opened again. */
    static List<Scenario> administration(int faults) {
        List<Document> fresh = Starts.fresh(3, "u", "v");
        List<Document> noAccount = Starts.fresh(3, "v");
        List<Document> noCampaign = List.of(Starts.rich("u"), Starts.rich("v"), Directory.empty(1));
        List<Actor> askers = List.of(
                Cast.driver("u", "p", 1),
                Cast.retry("u", "p", Mode.AGAIN),
                Cast.login("u", LockPolicy.COMPLETE),
                Cast.query("u", "p", LockPolicy.CANCEL),
                Cast.depositor("u"),
                Cast.withdrawer("u"),
                Cast.recoverer(1),
                Cast.closer(),
                Admins.stopper(),
                Admins.reopener());
        List<Scenario> all = new ArrayList<>();
        all.addAll(paired(Map.of("no account", noAccount), List.of(Admins.opener("u")), askers, faults));
        all.addAll(paired(
                Map.of("no account", noAccount), List.of(Admins.opener("u")), List.of(Admins.opener("u")), faults));
        all.addAll(paired(Map.of("no campaign", noCampaign), List.of(Admins.creator()), askers, faults));
        all.addAll(paired(
                Map.of("no directory", List.of(Starts.rich("u"))),
                List.of(Admins.creator()),
                List.of(Admins.creator()),
                faults));
        Directory full = Directory.empty(1);
        while (!full.isFull()) {
            full = full.with("other-" + full.campaigns().size());
        }
        List<Actor> creators = List.of(Admins.creator(), Admins.knowingCreator());
        all.addAll(paired(Map.of("first page full", List.of(full)), creators, creators, faults));
        all.addAll(paired(
                Map.of(
                        "second page begun",
                        List.of(full, Directory.empty(2).with("one")),
                        "page lost and begun anew",
                        List.of(Directory.empty(1).with("c"), Campaign.created("c", Starts.PRICE, 3))),
                List.of(Admins.knowingCreator()),
                creators,
                faults));
        all.addAll(paired(Map.of("slot absent", fresh), List.of(Admins.stopper(), Admins.reopener()), askers, faults));
        Campaign closed = Campaign.created("c", Starts.PRICE, 3).with(Campaign.Status.CLOSED, Optional.empty());
        all.addAll(paired(Map.of("closed", Starts.plus(fresh, closed)), List.of(Admins.reopener()), askers, faults));
        Account poor = Starts.rich("u", Account.WINDOW, 5);
        all.addAll(paired(
                Map.of("poor", Starts.plus(fresh, poor)),
                List.of(Cast.driver("u", "p", 1), Cast.withdrawer("u")),
                askers,
                faults));
        return all;
    }

    /** Two calls that ask for the same purchase once more, while the first is under way. */
    static List<Scenario> twoRetries() {
        List<Scenario> all = new ArrayList<>();
        Map<String, List<Document>> starts = new LinkedHashMap<>(Scenarios.starts());
        starts.putAll(lastSlots());
        starts.forEach((start, documents) -> all.add(Scenarios.scenario(
                start,
                documents,
                0,
                Cast.driver("u", "p", 1),
                Cast.retry("u", "p", Mode.FIRST),
                Cast.retry("u", "p", Mode.AGAIN))));
        return all;
    }

    /** Buyers of several slots, and nobody else: in no order of settling does the campaign stay behind. */
    static List<Scenario> keepingUp() {
        List<Document> fresh = Starts.fresh(4, "u", "v", "w");
        List<Document> halfDone =
                Starts.plus(fresh, Starts.halfDone("u", "old", "D5", 4).toArray(new Document[0]));
        List<Scenario> all = new ArrayList<>();
        for (Map.Entry<String, List<Document>> start : Map.of(
                        "nothing sold", fresh, "one sold and not moved past", halfDone)
                .entrySet()) {
            List<Actor> buyers = List.of(
                    Cast.driver("u", "p", 3), Cast.driver("v", "q", 3), Cast.driver("w", "r", 3), Cast.recoverer(1));
            boolean waits = !start.getValue().equals(fresh);
            all.add(keepingUp(start, List.of(buyers.get(0), buyers.get(1), waits ? buyers.get(3) : buyers.get(2))));
            all.add(keepingUp(start, List.of(buyers.get(1), buyers.get(2), buyers.get(3))));
        }
        return List.copyOf(all);
    }

    private static Scenario keepingUp(Map.Entry<String, List<Document>> start, List<Actor> actors) {
        return Scenarios.scenario(start.getKey(), start.getValue(), 0, actors.toArray(new Actor[0]))
                .with(Scenario.Extras.KEEPS_UP);
    }

    /** Documents that contradict each other, as no history of the protocol leaves them: the alarm is raised, nothing repaired. */
    static List<Scenario> contradictions(int faults) {
        List<Document> fresh = Starts.fresh(3, "u", "v");
        Claim claim = Starts.lock("old", 1).claim("u");
        Claim other = Starts.lock("other", 1).claim("u");
        Map<String, List<Document>> starts = new LinkedHashMap<>();
        starts.put("a claim that nobody has locked", Starts.plus(fresh, claim));
        starts.put("a claim of nobody's", Starts.plus(Starts.fresh(3, "v"), claim));
        starts.put(
                "a transaction of another claim",
                Starts.plus(
                        fresh,
                        claim,
                        new Transaction(other, "node-0", Starts.NOW),
                        Starts.rich("u").locked(Starts.lock("old", 1))));
        List<Scenario> all = new ArrayList<>();
        starts.forEach((start, documents) ->
                all.add(Scenarios.scenario(start, documents, faults, Cast.recoverer(1), Admins.stopper())
                        .with(Scenario.Extras.CONTRADICTION)));
        return all;
    }

    static List<Scenario> all(int faults) {
        List<Scenario> all = new ArrayList<>(alone());
        all.addAll(capacityEnds(faults));
        all.addAll(twoCampaigns(faults));
        all.addAll(administration(faults));
        all.addAll(twoRetries());
        all.addAll(contradictions(faults));
        all.addAll(keepingUp());
        return all;
    }

    private static List<Scenario> paired(
            Map<String, List<Document>> starts, List<Actor> ones, List<Actor> others, int faults) {
        List<Scenario> all = new ArrayList<>();
        starts.forEach((start, documents) -> {
            for (Actor one : ones) {
                for (Actor other : others) {
                    all.add(Scenarios.scenario(start, documents, faults, one, other));
                }
            }
        });
        return all;
    }
}
