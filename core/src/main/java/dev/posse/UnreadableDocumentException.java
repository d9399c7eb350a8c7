package dev.posse;

import dev.posse.document.DocumentException;
import java.util.function.Supplier;

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

    /** Users know no documents, and hear of one that cannot be read in the front door's words. */
    static <R> R understood(Supplier<R> reading) {
        try {
            return reading.get();
        } catch (DocumentException e) {
            throw new UnreadableDocumentException(e);
        }
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
