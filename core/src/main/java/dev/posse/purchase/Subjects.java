package dev.posse.purchase;

import dev.posse.document.Claim;
import dev.posse.document.Lock;
import dev.posse.observe.Subject;
import java.util.Optional;
import java.util.OptionalLong;

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
        return new Subject(
                Optional.of(claim.account()),
                Optional.of(claim.campaign()),
                OptionalLong.of(claim.slot()),
                Optional.of(claim.purchaseId()),
                Optional.of(claim.attemptId()));
    }

    static Subject of(String account, Lock lock) {
        return new Subject(
                Optional.of(account),
                Optional.of(lock.campaign()),
                OptionalLong.of(lock.slot()),
                Optional.of(lock.purchaseId()),
                Optional.of(lock.attemptId()));
    }
}
