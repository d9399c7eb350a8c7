package dev.posse;

import dev.posse.admin.BalanceChange;
import dev.posse.admin.BalanceEnd;
import dev.posse.admin.DocumentCreation;
import dev.posse.document.Account;
import dev.posse.document.EntryWalk;
import dev.posse.document.Ids;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.PurchaseEntry;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.observe.Subject;
import dev.posse.outcome.BalanceOutcome;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The accounts of one store: opening, deposits, withdrawals, statements, histories. Thread-safe.
 *
 * <p>Not offered: refunds. A sale is final; give money back by a deposit.
 */
public final class Accounts {

    private static final int HISTORY_PAGE = 50;

    private static final int MOST_ENTRIES = 500;

    private final Supplier<NodeContext> open;

    /** Whoever is given this when the node is open may call when it is closed. */
    Accounts(Supplier<NodeContext> open) {
        this.open = open;
    }

    /**
     * Opens an account with balance zero; one that is open already stays as it is.
     *
     * @param account 1 to 64 characters out of {@code A-Z a-z 0-9 . _ @ + : ~ -}
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.OutcomeUnknownException if nobody knows whether it was opened; ask again
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws NotInitializedException if the store has lost its incarnation document
     * @throws UnreadableDocumentException if the incarnation document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public void open(String account) {
        Objects.requireNonNull(account, "account");
        NodeContext node = open.get();
        Ids.check("account id", account);
        node.requireIncarnation();
        node.run(Actor.ADMIN, DocumentCreation.begin(Account.opened(account), Subject.NONE.withAccount(account)));
        node.memory().bookings().opened(account);
    }

    /**
     * Pays money in. Asking again with the same id does not pay twice, however long ago it was and however many others came between.
     *
     * @param account its id
     * @param id the idempotency key, same alphabet as ids
     * @param amount in minor units, positive
     * @return whether it was booked
     * @throws IllegalArgumentException if an id is not usable, the amount is not positive, a total would leave 64 bits, or
     *     the id was used with other terms
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws dev.posse.store.StoreException if the store does not answer, or others were first for ten seconds, and nothing was
     *     changed
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public BalanceOutcome deposit(String account, String id, long amount) {
        return change(account, id, Kind.DEPOSIT, amount);
    }

    /**
     * Pays money out, unless a purchase is under way. Asking again with the same id does not pay twice.
     *
     * @param account its id
     * @param id the idempotency key, same alphabet as ids
     * @param amount in minor units, positive
     * @return whether it was booked
     * @throws IllegalArgumentException if an id is not usable, the amount is not positive, or the id was used with other
     *     terms
     * @throws dev.posse.store.DataLossException if the data set is not the one that this node was opened on
     * @throws dev.posse.store.StoreException if the store does not answer, or others were first for ten seconds, and nothing was
     *     changed
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws IllegalStateException if the node is closed
     */
    public BalanceOutcome withdraw(String account, String id, long amount) {
        return change(account, id, Kind.WITHDRAWAL, amount);
    }

    /**
     * Reads an account.
     *
     * @param account its id
     * @return its statement, or empty if there is no such account
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if a document is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public Optional<AccountStatement> statement(String account) {
        Objects.requireNonNull(account, "account");
        NodeContext node = open.get();
        String key = Keys.account(Ids.check("account id", account));
        node.finish(account);
        return UnreadableDocumentException.understood(
                        () -> node.store().get(key).map(entry -> Account.decode(key, entry.value())))
                .map(Accounts::statement);
    }

    /**
     * Reads the newest 50 entries of an account's history; see {@link #history(String, int, String)}.
     *
     * @param account its id
     * @return the first page, or empty if there is no such account
     * @throws IllegalArgumentException if the id is not usable
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if the account's document is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public Optional<AccountHistory> history(String account) {
        return history(account, HISTORY_PAGE);
    }

    /**
     * Reads the newest entries of an account's history; see {@link #history(String, int, String)}.
     *
     * @param account its id
     * @param most how many entries, 1 to 500
     * @return the first page, or empty if there is no such account
     * @throws IllegalArgumentException if the id is not usable or the number is out of range
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if the account's document is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public Optional<AccountHistory> history(String account, int most) {
        return history(account, most, Optional.empty());
    }

    /**
     * Reads on in an account's history, newest first: purchases, purchases called off, deposits and withdrawals, in the order in
     * which they came. Nothing is ever forgotten, so the last page ends with the account's first entry.
     *
     * <p>What it costs: one read of the account, which holds the newest 16 purchases and the newest 16 deposits and withdrawals,
     * and one read for each entry that is older, one after the other (a purchase and a deposit together, where the store reads
     * several keys at once).
     *
     * <p>An entry that the store has lost, that cannot be understood, or for which the store does not answer while it answers for the
     * account, is said to be {@linkplain AccountHistory.Missing missing} in its place, with the reason, and the rest goes on.
     *
     * @param account its id
     * @param most how many entries, 1 to 500
     * @param next as the page before gave it, {@link AccountHistory#next}; it stays good while others buy and pay
     * @return the page after it, or empty if there is no such account
     * @throws IllegalArgumentException if the id is not usable, the number is out of range, or {@code next} is of no page
     * @throws dev.posse.store.StoreException if the store does not answer
     * @throws UnreadableDocumentException if the account's document is corrupt or of a newer release
     * @throws dev.posse.store.DataLossException if the store says that its data is gone
     * @throws IllegalStateException if the node is closed
     */
    public Optional<AccountHistory> history(String account, int most, String next) {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(next, "next");
        return history(account, most, Optional.of(next));
    }

    private Optional<AccountHistory> history(String account, int most, Optional<String> next) {
        Objects.requireNonNull(account, "account");
        NodeContext node = open.get();
        String key = Keys.account(Ids.check("account id", account));
        if (most < 1 || most > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "A page of a history has 1 to " + MOST_ENTRIES + " entries, not " + most);
        }
        Optional<EntryWalk.Position> from = next.map(HistoryReader::position);
        node.finish(account);
        return UnreadableDocumentException.understood(
                        () -> node.store().get(key).map(entry -> Account.decode(key, entry.value())))
                .map(read -> HistoryReader.read(node.store(), read, most, from));
    }

    private BalanceOutcome change(String account, String id, Kind kind, long amount) {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(id, "id");
        NodeContext node = open.get();
        Ids.check("account id", account);
        Movement movement = new Movement(
                Ids.check(kind == Kind.DEPOSIT ? "deposit id" : "withdrawal id", id),
                kind,
                Ids.checkAmount("amount", amount),
                node.now());
        node.requireSameData();
        node.finish(account);
        BalanceEnd end = node.run(Actor.ADMIN, BalanceChange.begin(account, movement));
        end.booked().ifPresent(booked -> node.memory().bookings().booked(booked, id));
        return end.outcome();
    }

    private static AccountStatement statement(Account account) {
        return new AccountStatement(
                account.id(),
                account.balance(),
                account.deposited(),
                account.withdrawn(),
                account.spent(),
                account.lock()
                        .map(lock -> new AccountStatement.Pending(
                                lock.purchaseId(), lock.campaign(), lock.slot(), lock.price(), lock.since())),
                account.purchases().entries().stream()
                        .filter(PurchaseEntry.Bought.class::isInstance)
                        .map(PurchaseEntry.Bought.class::cast)
                        .map(recent -> new AccountStatement.Purchase(
                                recent.purchaseId(), recent.campaign(), recent.slot(), recent.price()))
                        .collect(Collectors.toUnmodifiableList()),
                account.movements().entries().stream()
                        .map(recent -> new AccountStatement.Movement(
                                recent.id(), recent.kind() == Kind.DEPOSIT ? recent.amount() : -recent.amount()))
                        .collect(Collectors.toUnmodifiableList()));
    }
}
