package dev.posse.purchase;

import dev.posse.document.Claim;
import dev.posse.document.Lock;
import dev.posse.observe.Subject;

/** Says of documents what they are about. */
public final class Subjects {

    private Subjects() {}

    /**
     * Speaks of a claim.
     *
     * @param claim a sale
     * @return its ids
     */
    public static Subject of(Claim claim) {
        return Subject.NONE
                .withAccount(claim.account())
                .withCampaign(claim.campaign())
                .withSlot(claim.slot())
                .withPurchase(claim.purchaseId())
                .withAttempt(claim.attemptId());
    }

    static Subject of(String account, Lock lock) {
        return of(lock.claim(account));
    }
}
