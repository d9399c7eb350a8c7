package dev.posse.document;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A buyer's prepaid balance, with the running totals that prove it and at most one lock.
 *
 * @param id the account's
 * @param deposited all that ever came in, in minor units
 * @param withdrawn all that ever went out
 * @param spent all that was ever debited for sales
 * @param lock the purchase under way, if there is one
 * @param window how many purchases, and separately how many movements, it holds itself; the others are in the archive
 * @param entryCount how many entries it has ever had, which is the number of the newest
 * @param purchases the newest purchase ids and what became of them
 * @param movements the newest deposits and withdrawals
 * @param seals how often a refusal was made final by changing nothing but this number
 * @param unknown fields of a newer release
 */
public record Account(
        String id,
        long deposited,
        long withdrawn,
        long spent,
        Optional<Lock> lock,
        int window,
        long entryCount,
        EntryWindow<PurchaseEntry> purchases,
        EntryWindow<Movement> movements,
        long seals,
        UnknownFields unknown)
        implements Document {

    /** How many purchases, and separately how many movements, a new account holds itself. */
    public static final int WINDOW = 16;

    /**
     * Makes an empty account.
     *
     * @param id the account's
     * @return balance zero, no lock, no past
     */
    public static Account opened(String id) {
        return opened(id, WINDOW);
    }

    /**
     * Makes an empty account with a window of its own size.
     *
     * @param id the account's
     * @param window how many entries of each kind it holds itself, at least 1
     * @return balance zero, no lock, no past
     */
    public static Account opened(String id, int window) {
        return new Account(
                id,
                0,
                0,
                0,
                Optional.empty(),
                window,
                0,
                EntryWindow.empty(),
                EntryWindow.empty(),
                0,
                UnknownFields.NONE);
    }

    /**
     * Returns what can be spent.
     *
     * @return deposited − withdrawn − spent, in minor units; never negative
     */
    public long balance() {
        return deposited - withdrawn - spent;
    }

    /**
     * Finds the lock of an attempt; attempts are compared, never slot numbers (law A1).
     *
     * @param attempt whose lock it would be
     * @return the lock, if it is this attempt's
     */
    public Optional<Lock> lockOf(AttemptIdentity attempt) {
        return lock.filter(present -> present.attemptId().equals(attempt.attemptId())
                && present.purchaseId().equals(attempt.purchaseId())
                && id.equals(attempt.account()));
    }

    /**
     * Finds what became of a purchase id. That it is not found proves that the id was never used only if
     * {@link Key#purchaseArchive} is empty.
     *
     * @param purchaseId the caller's idempotency key
     * @return its entry, if the window holds it
     */
    public Optional<PurchaseEntry> purchase(String purchaseId) {
        return purchases.find(purchaseId);
    }

    /**
     * Finds a deposit or withdrawal by its id. That it is not found proves that the id was never used only if
     * {@link Key#movementArchive} is empty.
     *
     * @param movementId the caller's idempotency key
     * @return the movement, if the window holds it
     */
    public Optional<Movement> movement(String movementId) {
        return movements.find(movementId);
    }

    /**
     * Makes the archive document that must stand before the next purchase or called-off id is written here (law A11).
     *
     * @return of the oldest purchase entry; empty if there is room
     */
    public Optional<ArchivedPurchase> leavingPurchase() {
        return purchases.leaving(window).map(entry -> new ArchivedPurchase(id, entry, purchases.lastArchived()));
    }

    /**
     * Makes the archive document that must stand before the next movement is written here (law A11).
     *
     * @return of the oldest movement; empty if there is room
     */
    public Optional<ArchivedMovement> leavingMovement() {
        return movements.leaving(window).map(entry -> new ArchivedMovement(id, entry, movements.lastArchived()));
    }

    /**
     * Locks the account, or aims its lock again.
     *
     * @param intent the lock
     * @return the account with it
     */
    public Account locked(Lock intent) {
        return with(Optional.of(intent));
    }

    /**
     * Removes the lock without a debit.
     *
     * @return the account without it
     */
    public Account unlocked() {
        return with(Optional.empty());
    }

    private Account with(Optional<Lock> next) {
        return new Account(
                id, deposited, withdrawn, spent, next, window, entryCount, purchases, movements, seals, unknown);
    }

    /**
     * Debits the purchase that the lock describes, removes the lock and remembers the purchase: one write (D5). The archive
     * document of {@link #leavingPurchase} stands already.
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
                        window,
                        entryCount,
                        purchases,
                        movements,
                        seals,
                        unknown)
                .entered(number -> PurchaseEntry.Bought.of(number, paid));
    }

    /**
     * Notes that a purchase id was called off and never buys. The archive document of {@link #leavingPurchase} stands already.
     *
     * @param purchaseId the caller's idempotency key
     * @param at when
     * @return the account with the note
     */
    public Account calledOff(String purchaseId, Instant at) {
        return entered(number -> new PurchaseEntry.CalledOff(number, purchaseId, at, UnknownFields.NONE));
    }

    private Account entered(Function<Long, PurchaseEntry> entry) {
        long number = entryCount + 1;
        return new Account(
                id,
                deposited,
                withdrawn,
                spent,
                lock,
                window,
                number,
                purchases.with(entry.apply(number), window),
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
        // Another number is enough, so at the end of the 64 bits it begins anew.
        long next = seals == Long.MAX_VALUE ? 0 : seals + 1;
        return new Account(
                id, deposited, withdrawn, spent, lock, window, entryCount, purchases, movements, next, unknown);
    }

    /**
     * Books a deposit or withdrawal and keeps the lock (law A9). The archive document of {@link #leavingMovement} stands
     * already.
     *
     * @param movement what moves
     * @return the account after it
     * @throws ArithmeticException if a total would leave the 64 bits
     */
    public Account moved(Movement movement) {
        boolean in = movement.kind() == Movement.Kind.DEPOSIT;
        long number = entryCount + 1;
        return new Account(
                id,
                in ? Math.addExact(deposited, movement.amount()) : deposited,
                in ? withdrawn : Math.addExact(withdrawn, movement.amount()),
                spent,
                lock,
                window,
                number,
                purchases,
                movements.with(movement.numbered(number), window),
                seals,
                unknown);
    }

    @Override
    public String key() {
        return Keys.account(id);
    }

    @Override
    public byte[] encode() {
        return AccountFormat.encode(this);
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
        return AccountFormat.decode(key, value);
    }
}
