package dev.posse.purchase;

import dev.posse.document.Claim;
import dev.posse.document.Lock;

/** What became of a lock. */
public sealed interface Resolution {

    /** There is no such account. */
    record NoAccount() implements Resolution {}

    /** There is no lock, or not the one that was asked about. */
    record NoLock() implements Resolution {}

    /**
     * The attempt has won.
     *
     * @param claim the sale
     * @param settled how far its settlement came
     */
    record Sold(Claim claim, Settled settled) implements Resolution {}

    /**
     * The attempt can never win, and the lock is gone without a debit.
     *
     * @param lock as it was
     * @param seals of the account after it, this clearing's own included
     */
    record Cleared(Lock lock, long seals) implements Resolution {}

    /**
     * The lock stays: the store did not let anybody find out, or write, within the bounds.
     *
     * @param lock as it stands
     * @param why what was in the way
     */
    record Stuck(Lock lock, String why) implements Resolution {}
}
