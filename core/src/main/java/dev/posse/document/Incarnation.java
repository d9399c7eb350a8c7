package dev.posse.document;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The mark that this database was set up for Posse, once, by a person: without it nothing is opened, created or sold, so
 * that a database that came back empty does not start selling from slot 1.
 *
 * @param id a random id of this life of the data
 * @param since when it was written
 * @param storeIncarnation what the store called the life of its data set then, if it can tell
 * @param confirmation a number that each confirmation by a person raises; 0 before the first
 * @param objection why a node holds the data set for another one, until a person confirms it
 * @param unknown fields of a newer release
 */
public record Incarnation(
        String id,
        Instant since,
        Optional<String> storeIncarnation,
        long confirmation,
        Optional<String> objection,
        UnknownFields unknown)
        implements Document {

    private static final String TYPE = "incarnation";

    /** An objection is for a person to read: longer ones are cut, and the node's log has all of it. */
    private static final int LONGEST_OBJECTION = 1000;

    /**
     * Makes a mark that nobody has objected to or confirmed.
     *
     * @param id a random id of this life of the data
     * @param since when it was written
     * @param storeIncarnation what the store called the life of its data set then, if it can tell
     * @param unknown fields of a newer release
     */
    public Incarnation(String id, Instant since, Optional<String> storeIncarnation, UnknownFields unknown) {
        this(id, since, storeIncarnation, 0, Optional.empty(), unknown);
    }

    /**
     * Notes that a node holds the data set for another one; the first objection stands.
     *
     * @param why the reason
     * @return the mark with it
     */
    public Incarnation with(String why) {
        String kept = why.length() > LONGEST_OBJECTION ? why.substring(0, LONGEST_OBJECTION) + " …" : why;
        return objection.isPresent()
                ? this
                : new Incarnation(id, since, storeIncarnation, confirmation, Optional.of(kept), unknown);
    }

    /**
     * Confirms the data set as it is. The number is that of the moment, in microseconds since 1970, so that it is a new one also where an older copy
     * was restored that knows nothing of earlier confirmations.
     *
     * @param now when a person confirms
     * @param store what the store calls the life of its data set now, if it can tell
     * @return the mark, confirmed
     */
    public Incarnation confirmed(Instant now, Optional<String> store) {
        return new Incarnation(
                id,
                since,
                store,
                Math.max(confirmation + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now)),
                Optional.empty(),
                unknown);
    }

    @Override
    public String key() {
        return Keys.INCARNATION;
    }

    @Override
    public byte[] encode() {
        FieldWriter fields = FieldWriter.ofDocument(TYPE)
                .put("incarnation", id)
                .put("since", since)
                .put("store", storeIncarnation);
        if (confirmation > 0) {
            fields.put("confirmation", confirmation);
        }
        return fields.put("objection", objection).putRest(unknown).toBytes();
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
        return FieldReader.read(key, value, TYPE, Incarnation::read);
    }

    static Incarnation read(FieldReader fields) {
        return new Incarnation(
                fields.takeString("incarnation"),
                fields.takeInstant("since"),
                fields.takeOptionalString("store"),
                fields.takeOptionalLong("confirmation", 0),
                fields.takeOptionalString("objection"),
                fields.takeRest());
    }
}
