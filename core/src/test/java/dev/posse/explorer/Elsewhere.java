package dev.posse.explorer;

import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Lock;
import dev.posse.document.Transaction;
import dev.posse.document.UnknownFields;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.explorer.Scenario.Promise;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.SlotTrouble;
import dev.posse.recovery.Patrol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A second campaign, d: who buys and patrols there, and what stands there at the beginning. */
final class Elsewhere {

    private static final String NAME = "d";

    private Elsewhere() {}

    static String campaignOf(Actor who) {
        return who.name().endsWith(" in d") ? NAME : "c";
    }

    /** The account u has bought slot 1 of d half: what a dead driver left behind after that step. */
    static List<Document> halfDone(String after) {
        Lock lock = new Lock(
                NAME,
                1,
                Optional.empty(),
                "old",
                "a-old",
                Starts.PRICE,
                Optional.of("text"),
                Starts.NOW,
                UnknownFields.NONE);
        Claim claim = lock.claim("u");
        List<Document> locked = Starts.plus(
                Starts.fresh(3, "u", "v"),
                Campaign.created(NAME, Starts.PRICE, 3),
                Starts.rich("u").locked(lock));
        return switch (after) {
            case "D2" -> locked;
            case "D3" -> Starts.plus(locked, claim);
            default -> Starts.plus(locked, claim, new Transaction(claim, "node-0", Starts.NOW));
        };
    }

    static Actor driver(String account, String purchase) {
        Attempt attempt = new Attempt(
                account,
                NAME,
                purchase,
                Optional.of("text"),
                OptionalLong.empty(),
                0,
                1,
                Attempt.Mode.FIRST,
                "a-" + purchase,
                "node-" + purchase,
                Starts.NOW,
                Duration.ofDays(1),
                LockPolicy.COMPLETE,
                new Cast.Seen(0),
                SlotTrouble.NONE);
        return new Actor(
                "driver " + account + " " + purchase + " in d",
                PurchaseDriver.begin(attempt),
                account,
                purchase,
                "a-" + purchase,
                Promise.THIS_ATTEMPT);
    }

    static Actor recoverer() {
        return new Actor(
                "recoverer in d",
                Patrol.begin(new Patrol.PatrolTarget(NAME, "recoverer in d", Starts.NOW)),
                "",
                "",
                "",
                Promise.THIS_ATTEMPT);
    }
}
