package dev.posse.document;

import java.time.Instant;

/**
 * What a node writes to find out whether the store takes writes. One document for all nodes and for ever; nobody acts on what it says.
 *
 * @param node who wrote it last
 * @param since when, by that node's clock
 * @param unknown fields of a newer release
 */
public record WriteProbe(String node, Instant since, UnknownFields unknown) implements Document {

    private static final String TYPE = "write-probe";

    @Override
    public String key() {
        return Keys.WRITE_PROBE;
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("node", node)
                .put("since", since)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads the document.
     *
     * @param key its key
     * @param value its bytes
     * @return the document
     * @throws DocumentException if it cannot be understood
     */
    public static WriteProbe decode(String key, byte[] value) {
        return FieldReader.read(key, value, TYPE, WriteProbe::read);
    }

    static WriteProbe read(FieldReader fields) {
        return new WriteProbe(fields.takeString("node"), fields.takeInstant("since"), fields.takeRest());
    }
}
