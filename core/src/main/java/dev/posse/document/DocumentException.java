package dev.posse.document;

/**
 * A document cannot be understood: it is corrupt, or a newer release wrote it. Whoever meets it writes nothing over it.
 */
public final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Characters of a problem that are told: it may quote what somebody else has written. */
    private static final int MOST_TOLD = 400;

    /** Which document. */
    private final String key;

    /**
     * Makes the exception.
     *
     * @param key of the document
     * @param problem what is wrong with it, in words that may quote it
     */
    public DocumentException(String key, String problem) {
        super("The document " + key + " cannot be read and is left as it is: " + Printable.of(problem, MOST_TOLD));
        this.key = key;
    }

    /**
     * Names the document.
     *
     * @return its key
     */
    public String key() {
        return key;
    }
}
