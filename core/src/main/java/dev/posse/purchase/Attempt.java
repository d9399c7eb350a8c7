package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.AttemptIdentity;
import dev.posse.document.Claim;
import dev.posse.document.Digests;
import dev.posse.document.Lock;
import dev.posse.document.UnknownFields;
import dev.posse.observe.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a driver sets out to do: the buyer's request and what it was given instead of a clock and randomness.
 *
 * @param account who buys
 * @param campaign where
 * @param purchaseId the caller's idempotency key
 * @param payload the buyer's, if any
 * @param maxPrice highest price, in minor units, if there is a limit
 * @param lastSeen the highest slot of the campaign that its node has seen settled before it began; 0 if none
 * @param slots how many slots it may try; 1 is the strict protocol
 * @param mode whether a refusal must hold for earlier calls too
 * @param attemptId fresh and random
 * @param node on which it runs
 * @param now when it began
 * @param patience from which age on another purchase's lock is resolved rather than respected
 * @param loginPolicy how it is resolved then
 * @param seen how far its node knows the campaigns to be by now
 * @param trouble where its node has found that it cannot read the next slot
 */
public record Attempt(
        String account,
        String campaign,
        String purchaseId,
        Optional<String> payload,
        OptionalLong maxPrice,
        long lastSeen,
        int slots,
        Mode mode,
        String attemptId,
        String node,
        Instant now,
        Duration patience,
        LockPolicy loginPolicy,
        HighestSettled seen,
        SlotTrouble trouble) {

    /** Whether the caller has asked for the same purchase before. */
    public enum Mode {
        /** A refusal speaks of this call. */
        FIRST,
        /** A refusal is final for all earlier calls with the same purchase id. */
        AGAIN
    }

    /** The same attempt, whose refusals hold for its earlier writes too. */
    Attempt again() {
        return new Attempt(
                account,
                campaign,
                purchaseId,
                payload,
                maxPrice,
                lastSeen,
                slots,
                Mode.AGAIN,
                attemptId,
                node,
                now,
                patience,
                loginPolicy,
                seen,
                trouble);
    }

    Subject subject() {
        return new Subject(
                Optional.of(account),
                Optional.of(campaign),
                OptionalLong.empty(),
                Optional.of(purchaseId),
                Optional.of(attemptId));
    }

    Subject subject(Lock lock) {
        return Subjects.of(account, lock);
    }

    /** The intent that D2 writes: at the slot after the last, replacing nothing. */
    Lock lock(long slot, long price) {
        return new Lock(
                campaign, slot, Optional.empty(), purchaseId, attemptId, price, payload, now, UnknownFields.NONE);
    }

    /**
     * Whether a lock has stood for as long as the patience, or says that it will stand so late: then one of two clocks is wrong, and
     * nobody is to wait until they agree. Too early is harmless (law A8): the purchase is resolved, whoever it was.
     */
    boolean isOld(Lock lock) {
        return Duration.between(lock.since(), now).abs().compareTo(patience) >= 0;
    }

    LockResolver.Request resolution(LockPolicy policy, Optional<String> onlyPurchase) {
        return new LockResolver.Request(account, policy, onlyPurchase, node, now, seen);
    }

    Settlement.Request settlement(Claim claim) {
        return new Settlement.Request(claim, Settlement.Extent.CAMPAIGN, node, now);
    }

    AttemptIdentity identity() {
        return new AttemptIdentity(account, purchaseId, attemptId);
    }

    /**
     * Finds this purchase's lock, whichever attempt it belongs to.
     *
     * @throws IllegalArgumentException if the same id came with other terms
     */
    Optional<Lock> lockIn(Account read) {
        Optional<Lock> lock = read.lock().filter(present -> present.purchaseId().equals(purchaseId));
        lock.ifPresent(own -> requireSameTerms(own.campaign(), own.payload().map(Digests::sha256)));
        return lock;
    }

    /**
     * Compares with what was asked before.
     *
     * @throws IllegalArgumentException if the same id came with other terms
     */
    void requireSameTerms(String otherCampaign, Optional<String> otherDigest) {
        if (!otherCampaign.equals(campaign) || !otherDigest.equals(payload.map(Digests::sha256))) {
            throw new IllegalArgumentException("The purchase id " + purchaseId + " of the account " + account
                    + " was used before with another campaign or payload (campaign " + otherCampaign
                    + "); choose a new id for a new purchase");
        }
    }
}
