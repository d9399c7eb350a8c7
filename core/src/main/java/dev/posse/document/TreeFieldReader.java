package dev.posse.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Takes the fields out of a tree: in any order, with unknown ones among them. It judges what no document may be. */
final class TreeFieldReader extends FieldReader {

    private final String key;
    private final Map<String, JsonNode> left;

    private TreeFieldReader(String key, JsonNode object) {
        super(key);
        this.key = key;
        this.left = new LinkedHashMap<>();
        object.properties().forEach(property -> left.put(property.getKey(), property.getValue()));
    }

    /** Checks, too, that it is JSON, of a known format and of the expected type. */
    static <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
        return read.apply(ofDocument(key, value, type, known));
    }

    private static FieldReader ofDocument(String key, byte[] value, String type, int known) {
        JsonNode node;
        try {
            node = MAPPER.readTree(value);
        } catch (JacksonException e) {
            throw new DocumentException(key, "it is no JSON (" + e.getOriginalMessage() + "): " + beginning(value));
        } catch (NumberFormatException e) {
            // The library lets this one through for exponents beyond 32 bits.
            throw new DocumentException(key, "it holds a number that nobody can read: " + beginning(value));
        }
        if (!node.isObject()) {
            throw new DocumentException(key, "it is no JSON object: " + beginning(value));
        }
        if (!isText(node)) {
            throw new DocumentException(
                    key, "it holds half of a surrogate pair, which is no Unicode text: " + beginning(value));
        }
        FieldReader reader = new TreeFieldReader(key, node);
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

    @Override
    String takeString(String name) {
        JsonNode node = take(name);
        if (!node.isString()) {
            throw new DocumentException(key, "the field " + name + " is no text: " + node);
        }
        return node.stringValue();
    }

    @Override
    Optional<String> takeOptionalString(String name) {
        return left.containsKey(name) ? Optional.of(takeString(name)) : Optional.empty();
    }

    @Override
    long takeLong(String name) {
        JsonNode node = take(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new DocumentException(key, "the field " + name + " is no whole number of 64 bits: " + node);
        }
        return node.longValue();
    }

    @Override
    long takeOptionalLong(String name, long least) {
        return left.containsKey(name) ? takeLong(name, least) : least;
    }

    @Override
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

    @Override
    <T> Optional<T> takeOptionalObject(String name, Function<FieldReader, T> read) {
        return left.containsKey(name) ? Optional.of(read.apply(asObject(name, take(name)))) : Optional.empty();
    }

    @Override
    <T> List<T> takeObjects(String name, Function<FieldReader, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode node : takeArray(name)) {
            items.add(read.apply(asObject(name, node)));
        }
        return List.copyOf(items);
    }

    @Override
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

    @Override
    UnknownFields takeRest() {
        return UnknownFields.of(left);
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
        return new TreeFieldReader(key, node);
    }

    private JsonNode take(String name) {
        @Nullable JsonNode node = left.remove(name);
        if (node == null) {
            throw new DocumentException(key, "the field " + name + " is missing");
        }
        return node;
    }

    /** JSON can spell halves of pairs, which nobody can write again; of unknown fields, too. No deeper than the reader goes. */
    private static boolean isText(JsonNode node) {
        if (node.isString()) {
            return isText(node.stringValue());
        }
        return node.properties().stream().allMatch(field -> isText(field.getKey()))
                && node.values().stream().allMatch(TreeFieldReader::isText);
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static String beginning(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
