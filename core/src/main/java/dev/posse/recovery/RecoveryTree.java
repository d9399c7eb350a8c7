package dev.posse.recovery;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Slot;
import dev.posse.document.Transaction;
import dev.posse.observe.RecoveryBranch;
import java.util.Optional;

/** What a reading means: the tree R1 to R3b.ii as a pure function of the documents. */
public final class RecoveryTree {

    /** A leaf of the tree. */
    public enum Branch {
        /** R3a.i: transaction and debit are in place; the campaign is to be moved. */
        MOVE_CAMPAIGN(RecoveryBranch.R3A_I),
        /** R3a.ii: the transaction is in place; the account is to be debited, then the campaign moved. */
        DEBIT(RecoveryBranch.R3A_II),
        /** R3b.i: no transaction was read and the account is not locked by this attempt: the transaction must be there now. */
        LOOK_AGAIN(RecoveryBranch.R3B_I),
        /** R3b.ii: the transaction is to be added, then the account debited, then the campaign moved. */
        RECORD(RecoveryBranch.R3B_II),
        /** R3b.i, second look: the driver or a neighbour is at work. */
        SOMEBODY_AT_WORK(RecoveryBranch.R3B_I),
        /** R3b.i, second look: sold, not recorded, and nobody's lock would pay for it. */
        LOST_SALE(RecoveryBranch.R3B_I),
        /** R3: the buyer's account does not exist. */
        ABSENT_ACCOUNT(RecoveryBranch.R3),
        /** R3a: the transaction states other facts than the claim. */
        OTHER_FACTS(RecoveryBranch.R3A);

        private final RecoveryBranch step;

        Branch(RecoveryBranch step) {
            this.step = step;
        }

        /**
         * Names the branch.
         *
         * @return its name in the protocol
         */
        public RecoveryBranch step() {
            return step;
        }

        /**
         * Returns whether the reading contradicts itself.
         *
         * @return true if the alarm is to be raised
         */
        public boolean isTotalFailure() {
            return this == LOST_SALE || this == ABSENT_ACCOUNT || this == OTHER_FACTS;
        }
    }

    private RecoveryTree() {}

    /**
     * R1: finds the sale that the campaign has not yet caught up with.
     *
     * @param next what stands at the slot after the last
     * @return the claim, or empty if there is nothing to do
     */
    public static Optional<Claim> unsettled(Optional<Slot> next) {
        return next.flatMap(slot -> slot instanceof Claim claim ? Optional.of(claim) : Optional.empty());
    }

    /**
     * R3: decides what is missing. Attempts are compared, never slot numbers (law A1).
     *
     * @param claim as read
     * @param transaction as read after the claim
     * @param account the buyer's, as read after the claim
     * @return the branch to take
     */
    public static Branch decide(Claim claim, Optional<Transaction> transaction, Optional<Account> account) {
        if (account.isEmpty()) {
            return Branch.ABSENT_ACCOUNT;
        }
        boolean locked = account.get().lockOf(claim.identity()).isPresent();
        if (transaction.isPresent()) {
            if (!transaction.get().claim().sameFacts(claim)) {
                return Branch.OTHER_FACTS;
            }
            return locked ? Branch.DEBIT : Branch.MOVE_CAMPAIGN;
        }
        return locked ? Branch.RECORD : Branch.LOOK_AGAIN;
    }

    /**
     * R3b.i: decides after the second look.
     *
     * @param transaction as read after the account
     * @return whether somebody is at work, or the sale is lost
     */
    public static Branch decideAgain(Optional<Transaction> transaction) {
        return transaction.isPresent() ? Branch.SOMEBODY_AT_WORK : Branch.LOST_SALE;
    }
}
