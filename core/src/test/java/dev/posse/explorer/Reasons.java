package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.Campaign.Status;
import dev.posse.explorer.Scenario.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.NotPurchased;
import dev.posse.purchase.PurchaseEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the reason of a refusal is right, compared with the store at the moment it is reported. What somebody in the scenario
 * may have made otherwise since it was read (a campaign that was reopened, an account that was opened) is not judged.
 */
final class Reasons {

    private final Universe universe;
    private final Scenario scenario;
    private final StoreContent start;
    private final List<LongIntMap> known = new ArrayList<>();

    Reasons(Universe universe, Scenario scenario, int start) {
        this.universe = universe;
        this.scenario = scenario;
        this.start = universe.books(start);
        scenario.actors().forEach(actor -> known.add(new LongIntMap(4)));
    }

    /** The store in which an actor ends; with a note if the reason that it reports is wrong. */
    int storeAfter(int actor, ActorValue ended, int store) {
        if (scenario.extras() == Scenario.Extras.RESTORED_COPY
                || !(ended.result().orElse("") instanceof PurchaseEnd end)
                || !(end.outcome() instanceof NotPurchased not)) {
            return store;
        }
        long asked = (long) ended.id << 32 | store;
        int after = known.get(actor).get(asked);
        if (after == LongIntMap.NONE) {
            Actor who = scenario.actors().get(actor);
            after = isRight(who, not.reason(), universe.books(store))
                    ? store
                    : universe.withEvidence(store, "the reason: " + who.name() + " has reported " + not.reason());
            known.get(actor).put(asked, after);
        }
        return after;
    }

    private boolean isRight(Actor who, PurchaseOutcome.Reason reason, StoreContent now) {
        String campaign = Elsewhere.campaignOf(who);
        Optional<Status> status = now.campaign(campaign).map(found -> found.status());
        return switch (reason) {
            case SOLD_OUT -> now.campaign(campaign).filter(now::isSoldOut).isPresent();
            case CLOSED ->
                has("reopener") || status.filter(found -> found != Status.OPEN).isPresent();
            case STOPPED -> has("reopener") || status.equals(Optional.of(Status.STOPPED));
            case BEATEN ->
                now.claim(claim -> claim.campaign().equals(campaign)
                                && claim.slot() > start.last(campaign)
                                && !claim.isClaimOf(who.identity()))
                        .isPresent();
            case CANCELLED -> now.isCalledOff(who.account(), who.purchaseId());
            case UNKNOWN_CAMPAIGN -> has("creator") || status.isEmpty();
            case UNKNOWN_ACCOUNT -> has("opener") || now.account(who.account()).isEmpty();
            case INSUFFICIENT_FUNDS ->
                has("depositor")
                        || now.account(who.account())
                                .filter(account -> account.balance() < Starts.PRICE)
                                .isPresent();
            case ACCOUNT_IN_USE -> isSharedWithOthers(who) || wasSealedBefore(who, now);
            case NOT_PURCHASED ->
                now.claim(claim -> claim.account().equals(who.account())
                                        && claim.purchaseId().equals(who.purchaseId()))
                                .isEmpty()
                        && !now.isCalledOff(who.account(), who.purchaseId());
            // Nobody here has set a highest price.
            case PRICE_ABOVE_LIMIT -> false;
        };
    }

    /** Whether somebody else has written, or may have written, the account: it was locked at the beginning, or has other users. */
    private boolean isSharedWithOthers(Actor who) {
        return start.account(who.account())
                        .filter(account -> account.lock().isPresent())
                        .isPresent()
                || scenario.actors().stream()
                                .filter(other -> other.account().equals(who.account()))
                                .count()
                        > 1;
    }

    /**
     * A call whose own seal, or clearing of its own lock, was written and its answer lost, reads another number of seals and cannot
     * tell whose it was: another call that clears a lock leaves the same content, and may go on. One of the seals is that of the
     * refusal itself; but who has locked ahead clears his own lock in a call whose refusals speak of this call alone, and are not sealed.
     */
    private boolean wasSealedBefore(Actor who, StoreContent now) {
        long ofTheRefusal = who.name().contains(" ahead at ") ? 0 : 1;
        long atFirst = start.account(who.account()).map(Account::seals).orElse(0L);
        return now.account(who.account())
                .filter(account -> account.seals() > atFirst + ofTheRefusal)
                .isPresent();
    }

    private boolean has(String actor) {
        return scenario.actors().stream().anyMatch(other -> other.name().contains(actor));
    }
}
