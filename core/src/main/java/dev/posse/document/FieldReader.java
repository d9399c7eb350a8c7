package dev.posse.document;

import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the known fields out of a JSON object one by one; what is left over at the end is unknown and kept.
 *
 * <p>A document that this release has written is read by going over its bytes once ({@link ByteFieldReader}). Whatever looks
 * otherwise, be it only a space, fields in another order or one that is unknown, is read by way of a tree ({@link TreeFieldReader}), and
 * so is what turns out to be wrong: the tree alone judges what is refused, and in which words.
 */
abstract class FieldReader {

    /** The format number of all documents but accounts. */
    static final int FORMAT = 1;

    /**
     * Accounts of format 1 had no archive. A node of that time reads "update this node" and writes nothing, so it cannot let an
     * entry go that it has not archived; and what an account of that time has forgotten, nobody can know.
     */
    static final int ACCOUNT_FORMAT = 2;

    /** Objects and arrays in each other: what this release writes has three, and a newer one may have more. */
    private static final int DEEPEST = 64;

    /** Further away are times of which no difference can be taken, and which cannot be written again. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    // Unknown numbers must come out as they went in, hence no doubles and no stripped zeroes.
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String key;

    FieldReader(String key) {
        this.key = key;
    }

    /**
     * Reads a whole document.
     *
     * @param read takes all fields in the order in which they are written, {@link #takeRest the rest} at the end; it may be called twice
     */
    static <T> T read(String key, byte[] value, String type, Function<FieldReader, T> read) {
        return read(key, value, type, FORMAT, read);
    }

    /** Likewise, of the one format that this release writes and reads. */
    static <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
        if (value.length > StoreLimits.MAX_VALUE_BYTES) {
            throw new DocumentException(
                    key,
                    "it has " + value.length + " bytes, and no store takes more than " + StoreLimits.MAX_VALUE_BYTES);
        }
        try {
            return ByteFieldReader.read(key, value, type, known, read);
        } catch (ByteFieldReader.OtherwiseException | DocumentException e) {
            return TreeFieldReader.read(key, value, type, known, read);
        }
    }

    abstract String takeString(String name);

    abstract Optional<String> takeOptionalString(String name);

    abstract long takeLong(String name);

    /** A whole number of at least {@code least}; where there is none, {@code least}. */
    abstract long takeOptionalLong(String name, long least);

    /** Whole numbers of at least {@code least}; where there is no such field, none. */
    abstract List<Long> takeOptionalLongs(String name, long least);

    /** An object, if there is one; {@code read} takes the rest of it, too. */
    abstract <T> Optional<T> takeOptionalObject(String name, Function<FieldReader, T> read);

    /** Objects; {@code read} takes the rest of each, too. */
    abstract <T> List<T> takeObjects(String name, Function<FieldReader, T> read);

    abstract List<String> takeIds(String name);

    abstract UnknownFields takeRest();

    /** An id that becomes part of another document's key; a store would refuse the key that a wild one makes. */
    final String takeId(String name) {
        return checkedId(name, takeString(name));
    }

    final Optional<String> takeOptionalId(String name) {
        Optional<String> text = takeOptionalString(name);
        text.ifPresent(id -> checkedId(name, id));
        return text;
    }

    final Optional<Version> takeOptionalVersion(String name) {
        Optional<String> text = takeOptionalString(name);
        try {
            return text.map(Version::new);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(key, "the field " + name + " is no version: " + e.getMessage());
        }
    }

    /** A whole number of at least {@code least}. */
    final long takeLong(String name, long least) {
        long number = takeLong(name);
        if (number < least) {
            throw new DocumentException(key, "the field " + name + " is " + number + " and must be at least " + least);
        }
        return number;
    }

    final Instant takeInstant(String name) {
        String text = takeString(name);
        try {
            Instant time = InstantText.parse(text);
            if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new DocumentException(
                key, "the field " + name + " is no time in ISO 8601, in a year of four digits: " + text);
    }

    final DocumentException corrupt(String problem) {
        return new DocumentException(key, problem);
    }

    final String checkedId(String name, String id) {
        try {
            return Ids.check("id", id);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(key, "the field " + name + " is no id: " + e.getMessage());
        }
    }
}
