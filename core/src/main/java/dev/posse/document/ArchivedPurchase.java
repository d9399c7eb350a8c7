package dev.posse.document;

import java.util.Optional;

/**
 * What became of a purchase id, after its account's window has let it go (law A11). Added once, before it leaves the window, and
 * never changed; whoever adds it writes the same facts.
 *
 * @param account whose it is
 * @param entry what the window stated
 * @param before the id of the purchase entry that left the window before this one, if there was one
 */
public record ArchivedPurchase(String account, PurchaseEntry entry, Optional<String> before)
        implements ArchiveDocument {

    static final ArchiveFormat<PurchaseEntry, ArchivedPurchase> FORMAT =
            new ArchiveFormat<>("purchase", PurchaseEntry::read, ArchivedPurchase::new);

    @Override
    public String key() {
        return Keys.purchase(account, entry.id());
    }

    @Override
    public byte[] encode() {
        return FORMAT.encode(account, entry, before);
    }

    @Override
    public boolean isStatedBy(byte[] value) {
        ArchivedPurchase other = decode(key(), value);
        return account.equals(other.account) && entry.sameFacts(other.entry) && before.equals(other.before);
    }

    /**
     * Reads an archive document.
     *
     * @param key its key
     * @param value its bytes
     * @return the document
     * @throws DocumentException if it cannot be understood
     */
    public static ArchivedPurchase decode(String key, byte[] value) {
        return FORMAT.decode(key, value);
    }
}
