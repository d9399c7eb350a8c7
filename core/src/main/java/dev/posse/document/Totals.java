package dev.posse.document;

import java.util.List;
import java.util.Optional;

/**
 * What had come in and gone out at some moment of an account's life.
 *
 * @param deposited in all, in minor units
 * @param withdrawn in all
 */
public record Totals(long deposited, long withdrawn) {

    /**
     * Finds the totals as a movement left them.
     *
     * @param account as it was later
     * @param movementId the caller's idempotency key
     * @return the totals right after it, or empty if the account's window does not hold it
     */
    public static Optional<Totals> after(Account account, String movementId) {
        List<Movement> all = account.movements().entries();
        return account.movement(movementId).map(movement -> {
            Totals totals = new Totals(account.deposited(), account.withdrawn());
            for (Movement later : all.subList(all.indexOf(movement) + 1, all.size())) {
                totals = totals.before(later);
            }
            return totals;
        });
    }

    private Totals before(Movement movement) {
        return movement.kind() == Movement.Kind.DEPOSIT
                ? new Totals(deposited - movement.amount(), withdrawn)
                : new Totals(deposited, withdrawn - movement.amount());
    }
}
