package dev.posse.document;

/** What the window of an account has let go, for ever (law A11). */
public sealed interface ArchiveDocument extends Document permits ArchivedPurchase, ArchivedMovement {

    /**
     * Returns whether what stands under this document's key states the same facts. Unknown fields do not count.
     *
     * @param value the bytes that stand there
     * @return true if all known facts are equal
     * @throws DocumentException if it cannot be understood
     */
    boolean isStatedBy(byte[] value);
}
