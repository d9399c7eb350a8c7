package dev.posse.document;

import java.util.List;

/** How an account is written and read: format 2, the first that has an archive. */
final class AccountFormat {

    private static final String TYPE = "account";

    /** Half of what 64 bits hold: nobody counts as far, and from here nobody counts into the negative. */
    private static final long MOST_ENTRIES = 1L << 62;

    // About as many bytes as they take with ids of usual length.
    private static final int ROOM = 320;
    private static final int ROOM_OF_LOCK = 256;
    private static final int ROOM_OF_ENTRY = 192;

    private AccountFormat() {}

    static byte[] encode(Account account) {
        return FieldWriter.ofDocument(TYPE, FieldReader.ACCOUNT_FORMAT, room(account))
                .put("account", account.id())
                .put("balance", account.balance())
                .put("deposited", account.deposited())
                .put("withdrawn", account.withdrawn())
                .put("spent", account.spent())
                .putObject("lock", account.lock(), Lock::write)
                .put("window", account.window())
                .put("entries", account.entryCount())
                .putObjects("recentPurchases", account.purchases().entries(), PurchaseEntry::write)
                .put("lastArchivedPurchase", account.purchases().lastArchived())
                .putObjects("recentMovements", account.movements().entries(), Movement::write)
                .put("lastArchivedMovement", account.movements().lastArchived())
                .put("seals", account.seals())
                .putRest(account.unknown())
                .toBytes();
    }

    private static int room(Account account) {
        int entries = account.purchases().entries().size()
                + account.movements().entries().size();
        return ROOM + (account.lock().isPresent() ? ROOM_OF_LOCK : 0) + entries * ROOM_OF_ENTRY;
    }

    static Account decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, FieldReader.ACCOUNT_FORMAT, fields -> read(key, fields));
    }

    static Account read(String key, FieldReader fields) {
        String id = fields.takeId("account");
        long balance = fields.takeLong("balance", 0);
        Account account = new Account(
                id,
                fields.takeLong("deposited", 0),
                fields.takeLong("withdrawn", 0),
                fields.takeLong("spent", 0),
                fields.takeOptionalObject("lock", Lock::read),
                (int) Math.min(fields.takeLong("window", 1), Integer.MAX_VALUE),
                entryCount(fields),
                new EntryWindow<>(
                        fields.takeObjects("recentPurchases", PurchaseEntry::read),
                        fields.takeOptionalId("lastArchivedPurchase")),
                new EntryWindow<>(
                        fields.takeObjects("recentMovements", Movement::read),
                        fields.takeOptionalId("lastArchivedMovement")),
                fields.takeLong("seals", 0),
                fields.takeRest());
        // Totals below zero could wrap round to a balance that looks right.
        if (account.withdrawn() > account.deposited() || account.balance() != balance) {
            throw fields.corrupt("its balance is " + balance + " and its totals make " + account.balance());
        }
        if (!account.key().equals(key)) {
            throw fields.corrupt("it says of itself that it is " + account.key());
        }
        check(fields, account, account.purchases().entries());
        check(fields, account, account.movements().entries());
        return account;
    }

    private static void check(FieldReader fields, Account account, List<? extends AccountEntry> entries) {
        if (entries.size() > account.window()) {
            throw fields.corrupt(
                    "it holds " + entries.size() + " entries of one kind, and its window is " + account.window());
        }
        long before = 0;
        for (AccountEntry entry : entries) {
            if (entry.number() <= before || entry.number() > account.entryCount()) {
                throw fields.corrupt("its entry " + entry.id() + " has the number " + entry.number() + " after "
                        + before + ", of " + account.entryCount() + " entries in all");
            }
            before = entry.number();
        }
    }

    /** The next writes count on, and what they write must be readable again. */
    private static long entryCount(FieldReader fields) {
        long count = fields.takeLong("entries", 0);
        if (count >= MOST_ENTRIES) {
            throw fields.corrupt("the field entries is " + count + ", and no account has so many");
        }
        return count;
    }
}
