package dev.posse.document;

/** A document of the protocol: knows its key and its bytes. */
public interface Document {

    /**
     * Names the document.
     *
     * @return its key
     */
    String key();

    /**
     * Writes the document.
     *
     * @return JSON in UTF-8, the same bytes for the same content
     */
    byte[] encode();
}
