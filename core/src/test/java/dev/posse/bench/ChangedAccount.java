package dev.posse.bench;

import dev.posse.document.Account;
import dev.posse.document.EntryWindow;
import dev.posse.document.PurchaseEntry;

/** An account as no step of the protocol would leave it. */
public final class ChangedAccount {

    private ChangedAccount() {}

    /** With other totals. */
    public static Account withTotals(Account account, long deposited, long withdrawn, long spent) {
        return new Account(
                account.id(),
                deposited,
                withdrawn,
                spent,
                account.lock(),
                account.window(),
                account.entryCount(),
                account.purchases(),
                account.movements(),
                account.seals(),
                account.unknown());
    }

    /** With other purchases. */
    public static Account withPurchases(Account account, EntryWindow<PurchaseEntry> purchases) {
        return new Account(
                account.id(),
                account.deposited(),
                account.withdrawn(),
                account.spent(),
                account.lock(),
                account.window(),
                account.entryCount(),
                purchases,
                account.movements(),
                account.seals(),
                account.unknown());
    }
}
