package dev.posse;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account holds and has done. All amounts in minor units.
 *
 * @param account its id
 * @param balance deposited − withdrawn − spent
 * @param deposited all that ever came in
 * @param withdrawn all that ever went out
 * @param spent all that was ever debited for sales
 * @param pending the purchase under way, if there is one
 * @param purchases the newest settled purchases, at most 16, the newest last; {@link Accounts#history(String)} has all
 * @param movements the newest deposits and withdrawals, at most 16, the newest last
 */
public record AccountStatement(
        String account,
        long balance,
        long deposited,
        long withdrawn,
        long spent,
        Optional<Pending> pending,
        List<Purchase> purchases,
        List<Movement> movements) {

    /**
     * A purchase under way: the account's lock.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot at which it aims
     * @param price in minor units
     * @param since when it began
     */
    public record Pending(String purchaseId, String campaign, long slot, long price, Instant since) {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param slot at which it aims
         * @param price in minor units
         * @param since when it began
         */
        public Pending {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * A settled purchase.
     *
     * @param purchaseId the idempotency key
     * @param campaign where
     * @param slot which
     * @param price in minor units
     */
    public record Purchase(String purchaseId, String campaign, long slot, long price) {

        /**
         * Takes what is not null.
         *
         * @param purchaseId the idempotency key
         * @param campaign where
         * @param slot which
         * @param price in minor units
         */
        public Purchase {
            Objects.requireNonNull(purchaseId, "purchaseId");
            Objects.requireNonNull(campaign, "campaign");
        }
    }

    /**
     * A deposit or withdrawal.
     *
     * @param id the idempotency key
     * @param amount in minor units; negative for a withdrawal
     */
    public record Movement(String id, long amount) {

        /**
         * Takes what is not null.
         *
         * @param id the idempotency key
         * @param amount in minor units; negative for a withdrawal
         */
        public Movement {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * Copies the lists.
     *
     * @param account its id
     * @param balance deposited − withdrawn − spent
     * @param deposited all that ever came in
     * @param withdrawn all that ever went out
     * @param spent all that was ever debited for sales
     * @param pending the purchase under way, if there is one
     * @param purchases the newest settled purchases, at most 16, the newest last; {@link Accounts#history(String)} has all
     * @param movements the newest deposits and withdrawals, at most 16, the newest last
     */
    public AccountStatement {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(purchases, "purchases");
        purchases.forEach(each -> Objects.requireNonNull(each, "purchases holds null"));
        Objects.requireNonNull(movements, "movements");
        movements.forEach(each -> Objects.requireNonNull(each, "movements holds null"));
        purchases = List.copyOf(purchases);
        movements = List.copyOf(movements);
    }
}
