package dev.posse.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A buyer's prepaid balance, with the running totals that prove it and at most one lock.
 *
 * @param id the account's
 * @param deposited all that ever came in, in minor units
 * @param withdrawn all that ever went out
 * @param spent all that was ever debited for sales
 * @param lock the purchase under way, if there is one
 * @param purchases the last {@value #WINDOW} settled purchases, the newest last
 * @param movements the last {@value #WINDOW} deposits and withdrawals, the newest last
 * @param seals how often a refusal was made final by changing nothing but this number
 * @param unknown fields of a newer release
 */
public record Account(
        String id,
        long deposited,
        long withdrawn,
        long spent,
        Optional<Lock> lock,
        List<RecentPurchase> purchases,
        List<Movement> movements,
        long seals,
        UnknownFields unknown)
        implements Document {

    /** How many purchases, and separately how many movements, an account remembers; it belongs to the format. */
    public static final int WINDOW = 16;

    /**
     * What had come in and gone out at some moment of an account's life; neither ever falls.
     *
     * @param deposited in all, in minor units
     * @param withdrawn in all
     */
    public record Totals(long deposited, long withdrawn) {

        private Totals before(Movement movement) {
            return movement.kind() == Movement.Kind.DEPOSIT
                    ? new Totals(deposited - movement.amount(), withdrawn)
                    : new Totals(deposited, withdrawn - movement.amount());
        }

        /**
         * Compares two moments of one account.
         *
         * @param other the other moment
         * @return true if this one is not the earlier
         */
        public boolean isNoLessThan(Totals other) {
            return deposited >= other.deposited && withdrawn >= other.withdrawn;
        }
    }

    private static final String TYPE = "account";

    /**
     * Makes an empty account.
     *
     * @param id the account's
     * @return balance zero, no lock, no past
     */
    public static Account opened(String id) {
        return new Account(id, 0, 0, 0, Optional.empty(), List.of(), List.of(), 0, UnknownFields.NONE);
    }

    /**
     * Gives what can be spent.
     *
     * @return deposited − withdrawn − spent, in minor units; never negative
     */
    public long balance() {
        return deposited - withdrawn - spent;
    }

    /**
     * Finds the lock of an attempt; attempts are compared, never slot numbers (law A1).
     *
     * @param attemptId the attempt
     * @return the lock, if it is this attempt's
     */
    public Optional<Lock> lockOf(String attemptId) {
        return lock.filter(present -> present.attemptId().equals(attemptId));
    }

    /**
     * Finds a settled purchase by its id.
     *
     * @param purchaseId the caller's idempotency key
     * @return the purchase, as long as the window holds it
     */
    public Optional<RecentPurchase> purchase(String purchaseId) {
        return purchases.stream()
                .filter(recent -> recent.purchaseId().equals(purchaseId))
                .findFirst();
    }

    /**
     * Finds a deposit or withdrawal by its id.
     *
     * @param movementId the caller's idempotency key
     * @return the movement, as long as the window holds it
     */
    public Optional<Movement> movement(String movementId) {
        return movements.stream()
                .filter(recent -> recent.id().equals(movementId))
                .findFirst();
    }

    /**
     * Gives the totals as a movement left them.
     *
     * @param movementId the caller's idempotency key
     * @return the totals right after it, or empty if the window does not hold it
     */
    public Optional<Totals> totalsAfter(String movementId) {
        return movement(movementId).map(movement -> totalsAfterOldest(movements.indexOf(movement) + 1));
    }

    /**
     * Gives the totals of what the window has forgotten.
     *
     * @return the totals before the oldest movement that it holds
     */
    public Totals totalsForgotten() {
        return totalsAfterOldest(0);
    }

    private Totals totalsAfterOldest(int count) {
        Totals totals = new Totals(deposited, withdrawn);
        for (Movement later : movements.subList(count, movements.size())) {
            totals = totals.before(later);
        }
        return totals;
    }

    /**
     * Locks the account, or aims its lock again.
     *
     * @param intent the lock
     * @return the account with it
     */
    public Account locked(Lock intent) {
        return new Account(id, deposited, withdrawn, spent, Optional.of(intent), purchases, movements, seals, unknown);
    }

    /**
     * Removes the lock without a debit.
     *
     * @return the account without it
     */
    public Account unlocked() {
        return new Account(id, deposited, withdrawn, spent, Optional.empty(), purchases, movements, seals, unknown);
    }

    /**
     * Debits the purchase that the lock describes, removes the lock and remembers the purchase: one write (D5).
     *
     * @return the account after it
     * @throws IllegalStateException if there is no lock or too little money; the caller has looked before
     */
    public Account debited() {
        Lock paid = lock.orElseThrow(() -> new IllegalStateException("Only a locked account is debited: " + id));
        if (balance() < paid.price()) {
            throw new IllegalStateException("The account " + id + " is locked for more than it holds");
        }
        return new Account(
                id,
                deposited,
                withdrawn,
                spent + paid.price(),
                Optional.empty(),
                appended(purchases, RecentPurchase.of(paid)),
                movements,
                seals,
                unknown);
    }

    /**
     * Seals: whoever read the account before sees that it has changed, so that no D2 of an earlier call can land any more,
     * neither one in flight nor one that is fired again because "nothing has changed".
     *
     * @return the account with the next seal
     */
    public Account sealed() {
        return new Account(id, deposited, withdrawn, spent, lock, purchases, movements, seals + 1, unknown);
    }

    /**
     * Books a deposit or withdrawal and keeps the lock (law A9).
     *
     * @param movement what moves
     * @return the account after it
     * @throws ArithmeticException if a total would leave the 64 bits
     */
    public Account moved(Movement movement) {
        boolean in = movement.kind() == Movement.Kind.DEPOSIT;
        return new Account(
                id,
                in ? Math.addExact(deposited, movement.amount()) : deposited,
                in ? withdrawn : Math.addExact(withdrawn, movement.amount()),
                spent,
                lock,
                purchases,
                appended(movements, movement),
                seals,
                unknown);
    }

    @Override
    public String key() {
        return Keys.account(id);
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("account", id)
                .put("balance", balance())
                .put("deposited", deposited)
                .put("withdrawn", withdrawn)
                .put("spent", spent)
                .putObject("lock", lock, Lock::write)
                .putObjects("recentPurchases", purchases, RecentPurchase::write)
                .putObjects("recentMovements", movements, Movement::write)
                .put("seals", seals)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads an account's document.
     *
     * @param key its key
     * @param value its bytes
     * @return the account
     * @throws DocumentException if it cannot be understood, or its balance is not what its totals say
     */
    public static Account decode(String key, byte[] value) {
        FieldReader fields = FieldReader.ofDocument(key, value, TYPE);
        String id = fields.takeId("account");
        long balance = fields.takeLong("balance", 0);
        Account account = new Account(
                id,
                fields.takeLong("deposited", 0),
                fields.takeLong("withdrawn", 0),
                fields.takeLong("spent", 0),
                fields.takeOptionalObject("lock").map(Lock::read),
                fields.takeObjects("recentPurchases", RecentPurchase::read),
                fields.takeObjects("recentMovements", Movement::read),
                fields.takeLong("seals", 0),
                fields.takeRest());
        // Totals below zero could wrap round to a balance that looks right.
        if (account.withdrawn() > account.deposited() || account.balance() != balance) {
            throw fields.corrupt("its balance is " + balance + " and its totals make " + account.balance());
        }
        if (!account.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + account.key());
        }
        return account;
    }

    private static <T> List<T> appended(List<T> items, T item) {
        List<T> all = new ArrayList<>(items);
        all.add(item);
        return List.copyOf(all.subList(Math.max(0, all.size() - WINDOW), all.size()));
    }
}
