package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Stored;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.step.Bounds;
import dev.posse.step.Doubt;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.store.Version;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One call of a buyer, which may have to read everything again, and the ways in which it ends.
 *
 * <p>A call is bound to the seals that it read first: when it reads again and finds another number, somebody has declared a
 * refusal final for all calls that were under way, this one among them.
 *
 * @param attempt what to buy
 * @param round how often it has begun to read, from 1
 * @param seals of the account as first read, if it was
 * @param archiveRead the version of the account after which the archive was read and did not hold this purchase
 * @param leftToPosse the sales that it came upon and whose campaign it has not moved
 * @param beatenAt the first slot that it aimed at, if another one's claim stood there
 * @param claimed a slot of which it has read that it is claimed, though the campaign may not say so yet; 0 if none
 * @param doubt whether writes of it may be in flight that it knows nothing of
 */
public record PurchaseCall(
        Attempt attempt,
        int round,
        OptionalLong seals,
        Optional<Version> archiveRead,
        Set<Claim> leftToPosse,
        OptionalLong beatenAt,
        long claimed,
        Doubt doubt) {

    /**
     * A call that has not read anything.
     *
     * @param attempt what to buy
     * @return as it comes in
     */
    public static PurchaseCall first(Attempt attempt) {
        return new PurchaseCall(
                attempt, 1, OptionalLong.empty(), Optional.empty(), Set.of(), OptionalLong.empty(), 0, Doubt.NONE);
    }

    PurchaseCall bound(Account read) {
        return seals.isPresent() ? this : boundTo(read.seals());
    }

    private PurchaseCall boundTo(long count) {
        return new PurchaseCall(
                attempt, round, OptionalLong.of(count), archiveRead, leftToPosse, beatenAt, claimed, doubt);
    }

    /** After this call itself has sealed, by clearing a lock that stood in its way: bound to that, if nobody was between. */
    PurchaseCall boundToClearing(long count) {
        return seals.isPresent() && seals.getAsLong() + 1 == count ? boundTo(count) : this;
    }

    boolean isCalledOff(Account read) {
        return seals.isPresent() && seals.getAsLong() != read.seals();
    }

    PurchaseCall withArchiveReadAfter(Stored<Account> account) {
        return new PurchaseCall(
                attempt, round, seals, Optional.of(account.version()), leftToPosse, beatenAt, claimed, doubt);
    }

    /** After it came upon a sale, this buyer's or another's; the posse moves the campaign. */
    PurchaseCall leaving(Claim sale) {
        Set<Claim> all = new HashSet<>(leftToPosse);
        all.add(sale);
        return new PurchaseCall(attempt, round, seals, archiveRead, Set.copyOf(all), beatenAt, claimed, doubt);
    }

    PurchaseCall beatenAt(long slot) {
        return new PurchaseCall(attempt, round, seals, archiveRead, leftToPosse, OptionalLong.of(slot), claimed, doubt);
    }

    /** After it has read that a slot is claimed: so are all below it (law A7), and it aims above. */
    PurchaseCall behind(long slot) {
        return new PurchaseCall(attempt, round, seals, archiveRead, leftToPosse, beatenAt, slot, doubt);
    }

    /** The lowest slot of which neither the campaign nor what it has read says that it is claimed. */
    long aim(Campaign campaign) {
        return Math.max(campaign.frontier(), claimed + 1);
    }

    /** Its writes may be in flight: what is refused now is refused for them, too. */
    PurchaseCall afterLostChain() {
        return new PurchaseCall(
                attempt.again(), round + 1, seals, Optional.empty(), leftToPosse, beatenAt, claimed, Doubt.SENT);
    }

    /** The archive to be read before anything is concluded from a window that does not hold this purchase (law A11). */
    Optional<Key<ArchivedPurchase>> archiveToRead(Stored<Account> account) {
        return archiveRead.equals(Optional.of(account.version()))
                ? Optional.empty()
                : Key.purchaseArchive(account.document(), attempt.purchaseId());
    }

    Next<PurchaseEnd> again() {
        return round < Bounds.ROUNDS
                ? new PurchaseDriver.D0(new PurchaseCall(
                        attempt, round + 1, seals, Optional.empty(), leftToPosse, beatenAt, claimed, doubt))
                : inDoubt("the account kept changing for " + Bounds.ROUNDS + " rounds");
    }

    /** The same purchase asked again: answered if the window holds it, resumed with COMPLETE if it is locked. */
    Optional<Next<PurchaseEnd>> answerOrResume(Stored<Account> account) {
        Optional<PurchaseEntry> entry = account.document().purchase(attempt.purchaseId());
        if (entry.isPresent()) {
            return entry.map(this::answered);
        }
        return attempt.lockIn(account.document())
                .map(own -> NestedStep.of(
                        LockResolver.resolve(
                                attempt.resolution(LockPolicy.COMPLETE, Optional.of(attempt.purchaseId())), account),
                        new PurchaseDriver.AfterResume(this)));
    }

    /** What became of this purchase id, for ever. */
    Next<PurchaseEnd> answered(PurchaseEntry entry) {
        if (entry instanceof PurchaseEntry.Bought bought) {
            attempt.requireSameTerms(bought.campaign(), bought.payloadDigest());
            return end(new PurchaseOutcome.Purchased(
                    attempt.purchaseId(), bought.campaign(), bought.slot(), bought.price()));
        }
        return refused(Reason.CANCELLED);
    }

    /**
     * Refuses; where the refusal must hold for earlier calls, only after a look into the archive and a swap that kills every D2
     * of theirs that may still be in flight.
     */
    Next<PurchaseEnd> refuse(Stored<Account> account, Reason reason) {
        if (attempt.mode() == Attempt.Mode.FIRST) {
            return refused(reason);
        }
        return archiveToRead(account)
                .<Next<PurchaseEnd>>map(key -> new RefusalSealing.SealArchive(this, account, key, reason))
                .orElseGet(() -> new RefusalSealing.Seal(this, account, reason));
    }

    Next<PurchaseEnd> refused(Reason reason) {
        return end(new PurchaseOutcome.NotPurchased(attempt.purchaseId(), reason));
    }

    Next<PurchaseEnd> inDoubt(String why) {
        return end(new PurchaseOutcome.InDoubt(attempt.purchaseId(), why));
    }

    Next<PurchaseEnd> bought(Claim claim) {
        return end(new PurchaseOutcome.Purchased(claim.purchaseId(), claim.campaign(), claim.slot(), claim.price()));
    }

    private Next<PurchaseEnd> end(PurchaseOutcome outcome) {
        return new End<>(new PurchaseEnd(outcome, leftToPosse, beatenAt));
    }
}
