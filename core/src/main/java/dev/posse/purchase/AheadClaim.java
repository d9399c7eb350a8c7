package dev.posse.purchase;

import dev.posse.document.Campaign;
import dev.posse.document.Lock;
import dev.posse.step.Next;
import java.util.Optional;

/**
 * A driver that locks its account for a slot whose turn has not come: the one below is being claimed by another buyer of its node. So
 * buyers lock side by side, and only the claims are made one after the other.
 *
 * <p>The shot is fired only when the slot below is known to be claimed, from the answer to that claim or from a read (law A7). Whoever
 * finds the lock of a driver that has died before that fires a void in its place ({@link LockResolver}).
 */
public final class AheadClaim {

    private AheadClaim() {}

    /**
     * What a driver is about to aim at.
     *
     * @param slot the lowest of which its call does not know that it is claimed
     * @param most the highest that there is
     */
    public record Aim(long slot, long most) {}

    /**
     * Tells what a driver that is about to lock its account aims at.
     *
     * @param next where it stands
     * @return its aim, at D2 and before it has found somebody else's write in its way; else empty
     */
    public static Optional<Aim> aim(Next<?> next) {
        if (!(next instanceof AccountLocking.D2 locks) || locks.tries() > 1) {
            return Optional.empty();
        }
        Campaign campaign = locks.intent().campaign().document();
        return Optional.of(new Aim(locks.intent().lock().slot(), campaign.capacity()));
    }

    /**
     * Lets a driver aim higher.
     *
     * @param next where it stands, at D2
     * @param slot that it is to aim at
     * @return where it stands then
     */
    public static Next<PurchaseEnd> aimedAt(Next<PurchaseEnd> next, long slot) {
        if (!(next instanceof AccountLocking.D2 locks) || locks.intent().lock().slot() == slot) {
            return next;
        }
        AccountLocking.Intent intent = locks.intent();
        Lock ahead = intent.lock().aimedAt(slot, Optional.empty());
        return new AccountLocking.D2(
                new AccountLocking.Intent(intent.call(), intent.campaign(), ahead, intent.doubt()),
                locks.before(),
                locks.tries());
    }

    /**
     * Returns whether a driver locks its account, and nothing has been fired yet.
     *
     * @param next where it stands
     * @return true at D2 and while it looks what became of it
     */
    public static boolean isLocking(Next<?> next) {
        return next instanceof AccountLocking.LockingStep;
    }

    /**
     * Returns whether a driver has locked its account, and does not know of the slot below its own that it is claimed.
     *
     * @param next where it stands
     * @return true before it looks
     */
    public static boolean isWaiting(Next<?> next) {
        return next instanceof SlotClaiming.D3Below;
    }

    /**
     * Lets a driver that waits for the slot below know that it is claimed.
     *
     * @param next where it stands; the slot was claimed while its call was under way
     * @return where it stands then: about to fire
     */
    public static Next<PurchaseEnd> inTurn(Next<PurchaseEnd> next) {
        return next instanceof SlotClaiming.D3Below waits
                ? new SlotClaiming.D3(waits.state().inTurn(), 1)
                : next;
    }

    /**
     * Returns whether a driver is about to fire for the first time.
     *
     * @param next where it stands
     * @return true at D3
     */
    public static boolean isFiring(Next<?> next) {
        return next instanceof SlotClaiming.D3 fires && fires.tries() == 1;
    }

    /**
     * Ends a call that has locked its account and does not fire: its lock stands, and the next one who finds it resolves it.
     *
     * @param next where it stands, about to fire
     * @param why for the caller
     * @return its end, in doubt
     */
    public static Next<PurchaseEnd> givenUp(Next<PurchaseEnd> next, String why) {
        return next instanceof SlotClaiming.ClaimingStep claims
                ? claims.state().call().inDoubt(why)
                : next;
    }
}
