package dev.posse;

import dev.posse.document.DocumentException;

/**
 * A document in the store is corrupt, or a newer release wrote it: nothing is written over it. The message says which one
 * and what is wrong; {@code ./posse show} prints it as it stands.
 */
public final class UnreadableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which document. */
    private final String key;

    UnreadableDocumentException(DocumentException cause) {
        super(cause.getMessage(), cause);
        this.key = cause.key();
    }

    /**
     * Names the document.
     *
     * @return its key in the store, such as {@code account/alice}
     */
    public String key() {
        return key;
    }
}
