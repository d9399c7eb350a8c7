package dev.posse.document;

import dev.posse.store.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A key that knows which kind of document stands under it, and how to understand that. Equal if the {@link #name} is. It knows the
 * documents, and no document knows it.
 *
 * @param <D> kind of document
 */
public final class Key<D extends Document> {

    private final String name;
    private final BiFunction<String, byte[], D> decode;

    private Key(String name, BiFunction<String, byte[], D> decode) {
        this.name = name;
        this.decode = decode;
    }

    /** {@return the key of the document without which nothing is opened, created or sold} */
    public static Key<Incarnation> incarnation() {
        return new Key<>(Keys.INCARNATION, Incarnation::decode);
    }

    /** {@return the key of the document by which nodes tell each other where something is about to be sold after a long time} */
    public static Key<WakeUps> wakeUps() {
        return new Key<>(Keys.WAKE_UPS, WakeUps::decode);
    }

    /** {@return the key of the document by which nodes find out whether the store takes writes} */
    public static Key<WriteProbe> writeProbe() {
        return new Key<>(Keys.WRITE_PROBE, WriteProbe::decode);
    }

    /**
     * {@return an account's key}
     *
     * @param account its id
     */
    public static Key<Account> account(String account) {
        return new Key<>(Keys.account(account), Account::decode);
    }

    /**
     * {@return a campaign's key}
     *
     * @param campaign its id
     */
    public static Key<Campaign> campaign(String campaign) {
        return new Key<>(Keys.campaign(campaign), Campaign::decode);
    }

    /**
     * {@return a slot's key}
     *
     * @param campaign its campaign
     * @param slot its number, from 1
     */
    public static Key<Slot> slot(String campaign, long slot) {
        return new Key<>(Keys.slot(campaign, slot), Slot::decode);
    }

    /**
     * {@return the key of the slot that a lock is aimed at}
     *
     * @param lock of an account
     */
    public static Key<Slot> slot(Lock lock) {
        return slot(lock.campaign(), lock.slot());
    }

    /**
     * {@return the key of a slot's transaction}
     *
     * @param campaign the campaign of the slot it pays for
     * @param slot the number of the slot it pays for
     */
    public static Key<Transaction> transaction(String campaign, long slot) {
        return new Key<>(Keys.transaction(campaign, slot), Transaction::decode);
    }

    /**
     * {@return the key of the archive document of a purchase id}
     *
     * @param account the buyer's account
     * @param purchaseId the buyer's idempotency key
     */
    public static Key<ArchivedPurchase> purchase(String account, String purchaseId) {
        return new Key<>(Keys.purchase(account, purchaseId), ArchivedPurchase::decode);
    }

    /**
     * {@return the key of the archive document of a deposit or withdrawal}
     *
     * @param account its id
     * @param movementId the caller's idempotency key
     */
    public static Key<ArchivedMovement> movement(String account, String movementId) {
        return new Key<>(Keys.movement(account, movementId), ArchivedMovement::decode);
    }

    /**
     * {@return the key under which a purchase id stands if its account's window has let it go; empty if that has never let any go,
     * so that there is nothing to be read}
     *
     * @param account as read
     * @param purchaseId the buyer's idempotency key
     */
    public static Optional<Key<ArchivedPurchase>> purchaseArchive(Account account, String purchaseId) {
        return account.purchases().lastArchived().map(some -> purchase(account.id(), purchaseId));
    }

    /**
     * {@return the key under which a deposit or withdrawal stands if its account's window has let it go; empty if that has never
     * let any go, so that there is nothing to be read}
     *
     * @param account as read
     * @param movementId the caller's idempotency key
     */
    public static Optional<Key<ArchivedMovement>> movementArchive(Account account, String movementId) {
        return account.movements().lastArchived().map(some -> movement(account.id(), movementId));
    }

    /**
     * {@return the key of a page of the directory of campaigns}
     *
     * @param page its number, from 1
     */
    public static Key<Directory> directory(int page) {
        return new Key<>(Keys.directory(page), Directory::decode);
    }

    /** {@return the key as the store knows it} */
    public String name() {
        return name;
    }

    /**
     * Finds the document among those read.
     *
     * @param found what was read, by key
     * @return the document, or empty if the key was absent
     * @throws DocumentException if it cannot be understood
     */
    public Optional<Stored<D>> in(Map<String, Entry> found) {
        return Optional.ofNullable(found.get(name)).map(this::of);
    }

    /**
     * Finds the document among those read, if it can be understood: for whoever can do without it, or finds out by himself what the
     * matter is.
     *
     * @param found what was read, by key
     * @return the document, or empty if the key was absent or it cannot be understood
     */
    public Optional<Stored<D>> understoodIn(Map<String, Entry> found) {
        try {
            return in(found);
        } catch (DocumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Understands what stands under the key.
     *
     * @param entry as read
     * @return the document
     * @throws DocumentException if it cannot be understood
     */
    public Stored<D> of(Entry entry) {
        return new Stored<>(decode.apply(name, entry.value()), entry);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key<?> key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
