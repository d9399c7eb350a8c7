package dev.posse.document;

import java.util.Optional;

/** What the window of an account has let go, for ever (law A11). */
public sealed interface ArchiveDocument extends Document permits ArchivedPurchase, ArchivedMovement {

    /** {@return whose entry it is} */
    String account();

    /** {@return what the window stated} */
    AccountEntry entry();

    /** {@return the id of the entry of its kind that left the window before this one, if there was one} */
    Optional<String> before();

    /**
     * Returns whether what stands under this document's key states the same facts. Unknown fields do not count.
     *
     * @param value the bytes that stand there
     * @return true if all known facts are equal
     * @throws DocumentException if it cannot be understood
     */
    boolean isStatedBy(byte[] value);
}
