package dev.posse.document;

import java.time.Instant;
import java.util.Optional;

/**
 * The mark that this database was set up for Posse, once, by a person: without it nothing is opened, created or sold, so
 * that a database that came back empty does not start selling from slot 1.
 *
 * @param id a random id of this life of the data
 * @param since when it was written
 * @param storeIncarnation what the store called the life of its data set then, if it can tell
 * @param unknown fields of a newer release
 */
public record Incarnation(String id, Instant since, Optional<String> storeIncarnation, UnknownFields unknown)
        implements Document {

    private static final String TYPE = "incarnation";

    @Override
    public String key() {
        return Keys.INCARNATION;
    }

    @Override
    public byte[] encode() {
        return FieldWriter.ofDocument(TYPE)
                .put("incarnation", id)
                .put("since", since)
                .put("store", storeIncarnation)
                .putRest(unknown)
                .toBytes();
    }

    /**
     * Reads the mark.
     *
     * @param key its key
     * @param value its bytes
     * @return the mark
     * @throws DocumentException if it cannot be understood
     */
    public static Incarnation decode(String key, byte[] value) {
        FieldReader fields = FieldReader.ofDocument(key, value, TYPE);
        return new Incarnation(
                fields.takeString("incarnation"),
                fields.takeInstant("since"),
                fields.takeOptionalString("store"),
                fields.takeRest());
    }
}
