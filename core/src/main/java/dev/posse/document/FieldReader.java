package dev.posse.document;

import dev.posse.store.Version;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Takes the known fields out of a JSON object one by one; what is left over at the end is unknown and kept. */
final class FieldReader {

    /** The format number of all documents but accounts. */
    static final int FORMAT = 1;

    /**
     * Accounts of format 1 had no archive. A node of that time reads "update this node" and writes nothing, so it cannot let an
     * entry go that it has not archived; and what an account of that time has forgotten, nobody can know.
     */
    static final int ACCOUNT_FORMAT = 2;

    // Unknown numbers must come out as they went in, hence no doubles and no stripped zeroes.
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String key;
    private final Map<String, JsonNode> left;

    private FieldReader(String key, JsonNode object) {
        this.key = key;
        this.left = new LinkedHashMap<>();
        object.properties().forEach(property -> left.put(property.getKey(), property.getValue()));
    }

    /** Opens a whole document: checks that it is JSON, of a known format and of the expected type. */
    static FieldReader ofDocument(String key, byte[] value, String type) {
        return ofDocument(key, value, type, FORMAT);
    }

    /** Likewise, of the one format that this release writes and reads. */
    static FieldReader ofDocument(String key, byte[] value, String type, int known) {
        JsonNode node;
        try {
            node = MAPPER.readTree(value);
        } catch (JacksonException e) {
            throw new DocumentException(key, "it is no JSON (" + e.getOriginalMessage() + "): " + beginning(value));
        }
        if (!node.isObject()) {
            throw new DocumentException(key, "it is no JSON object: " + beginning(value));
        }
        FieldReader reader = new FieldReader(key, node);
        long format = reader.takeLong("format");
        if (format > known) {
            throw new DocumentException(
                    key, "its format is " + format + " and this release reads up to " + known + "; update this node");
        }
        if (format < known) {
            throw new DocumentException(
                    key, "its format is " + format + ", which no release has ever written; this one reads " + known);
        }
        String found = reader.takeString("type");
        if (!found.equals(type)) {
            throw new DocumentException(key, "it is of type " + found + " and not " + type);
        }
        return reader;
    }

    String takeString(String name) {
        JsonNode node = take(name);
        if (!node.isString()) {
            throw new DocumentException(key, "the field " + name + " is no text: " + node);
        }
        return node.stringValue();
    }

    Optional<String> takeOptionalString(String name) {
        return left.containsKey(name) ? Optional.of(takeString(name)) : Optional.empty();
    }

    /** An id that becomes part of another document's key; a store would refuse the key that a wild one makes. */
    String takeId(String name) {
        return checkedId(name, takeString(name));
    }

    Optional<String> takeOptionalId(String name) {
        return takeOptionalString(name).map(text -> checkedId(name, text));
    }

    Optional<Version> takeOptionalVersion(String name) {
        Optional<String> text = takeOptionalString(name);
        try {
            return text.map(Version::new);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(key, "the field " + name + " is no version: " + e.getMessage());
        }
    }

    long takeLong(String name) {
        JsonNode node = take(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new DocumentException(key, "the field " + name + " is no whole number of 64 bits: " + node);
        }
        return node.longValue();
    }

    /** A whole number of at least {@code least}. */
    long takeLong(String name, long least) {
        long number = takeLong(name);
        if (number < least) {
            throw new DocumentException(key, "the field " + name + " is " + number + " and must be at least " + least);
        }
        return number;
    }

    /** A whole number of at least {@code least}; where there is none, {@code least}. */
    long takeOptionalLong(String name, long least) {
        return left.containsKey(name) ? takeLong(name, least) : least;
    }

    /** Whole numbers of at least {@code least}; where there is no such field, none. */
    List<Long> takeOptionalLongs(String name, long least) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode node : left.containsKey(name) ? takeArray(name) : List.<JsonNode>of()) {
            if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < least) {
                throw new DocumentException(
                        key,
                        "the field " + name + " holds something else than whole numbers from " + least + ": " + node);
            }
            numbers.add(node.longValue());
        }
        return List.copyOf(numbers);
    }

    Instant takeInstant(String name) {
        String text = takeString(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new DocumentException(key, "the field " + name + " is no time in ISO 8601: " + text);
        }
    }

    Optional<FieldReader> takeOptionalObject(String name) {
        return left.containsKey(name) ? Optional.of(asObject(name, take(name))) : Optional.empty();
    }

    <T> List<T> takeObjects(String name, Function<FieldReader, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode node : takeArray(name)) {
            items.add(read.apply(asObject(name, node)));
        }
        return List.copyOf(items);
    }

    List<String> takeIds(String name) {
        List<String> items = new ArrayList<>();
        for (JsonNode node : takeArray(name)) {
            if (!node.isString()) {
                throw new DocumentException(key, "the field " + name + " holds something else than text: " + node);
            }
            items.add(checkedId(name, node.stringValue()));
        }
        return List.copyOf(items);
    }

    UnknownFields takeRest() {
        return UnknownFields.of(left);
    }

    DocumentException corrupt(String problem) {
        return new DocumentException(key, problem);
    }

    private JsonNode takeArray(String name) {
        JsonNode array = take(name);
        if (!array.isArray()) {
            throw new DocumentException(key, "the field " + name + " is no array: " + array);
        }
        return array;
    }

    private FieldReader asObject(String name, JsonNode node) {
        if (!node.isObject()) {
            throw new DocumentException(key, "the field " + name + " holds no JSON object: " + node);
        }
        return new FieldReader(key, node);
    }

    private JsonNode take(String name) {
        @Nullable JsonNode node = left.remove(name);
        if (node == null) {
            throw new DocumentException(key, "the field " + name + " is missing");
        }
        return node;
    }

    private String checkedId(String name, String id) {
        try {
            return Ids.check("id", id);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(key, "the field " + name + " is no id: " + e.getMessage());
        }
    }

    private static String beginning(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
