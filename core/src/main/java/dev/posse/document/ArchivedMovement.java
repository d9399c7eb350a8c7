package dev.posse.document;

import java.util.Optional;

/**
 * What became of a deposit or withdrawal, after its account's window has let it go (law A11). Added once, before it leaves the window, and
 * never changed; whoever adds it writes the same facts.
 *
 * @param account whose it is
 * @param entry what the window stated
 * @param before the id of the movement entry that left the window before this one, if there was one
 */
public record ArchivedMovement(String account, Movement entry, Optional<String> before) implements ArchiveDocument {

    static final ArchiveFormat<Movement, ArchivedMovement> FORMAT =
            new ArchiveFormat<>("movement", Movement::read, ArchivedMovement::new);

    @Override
    public String key() {
        return Keys.movement(account, entry.id());
    }

    @Override
    public byte[] encode() {
        return FORMAT.encode(account, entry, before);
    }

    @Override
    public boolean isStatedBy(byte[] value) {
        ArchivedMovement other = decode(key(), value);
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
    public static ArchivedMovement decode(String key, byte[] value) {
        return FORMAT.decode(key, value);
    }
}
