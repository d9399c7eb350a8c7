package dev.posse.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a JSON object with its fields in a fixed order, the unknown ones last. */
final class FieldWriter {

    private final ObjectNode object = FieldReader.MAPPER.createObjectNode();

    /** Begins a whole document. */
    static FieldWriter ofDocument(String type) {
        return ofDocument(type, FieldReader.FORMAT);
    }

    static FieldWriter ofDocument(String type, int format) {
        return new FieldWriter().put("format", format).put("type", type);
    }

    FieldWriter put(String name, String text) {
        object.put(name, text);
        return this;
    }

    FieldWriter put(String name, Optional<String> text) {
        text.ifPresent(present -> object.put(name, present));
        return this;
    }

    FieldWriter put(String name, long number) {
        object.put(name, number);
        return this;
    }

    FieldWriter put(String name, Instant time) {
        object.put(name, time.toString());
        return this;
    }

    <T> FieldWriter putObject(String name, Optional<T> item, BiConsumer<T, FieldWriter> write) {
        item.ifPresent(present -> object.set(name, written(present, write)));
        return this;
    }

    <T> FieldWriter putObjects(String name, List<T> items, BiConsumer<T, FieldWriter> write) {
        ArrayNode array = object.putArray(name);
        items.forEach(item -> array.add(written(item, write)));
        return this;
    }

    FieldWriter putStrings(String name, List<String> items) {
        ArrayNode array = object.putArray(name);
        items.forEach(array::add);
        return this;
    }

    /** Written only if there are any. */
    FieldWriter putLongs(String name, List<Long> items) {
        if (!items.isEmpty()) {
            ArrayNode array = object.putArray(name);
            items.forEach(array::add);
        }
        return this;
    }

    /** Known fields stay: what is unknown in a lock may bear a name that means something in a transaction. */
    FieldWriter putRest(UnknownFields fields) {
        fields.fields().forEach(object::putIfAbsent);
        return this;
    }

    byte[] toBytes() {
        return FieldReader.MAPPER.writeValueAsBytes(object);
    }

    private static <T> ObjectNode written(T item, BiConsumer<T, FieldWriter> write) {
        FieldWriter writer = new FieldWriter();
        write.accept(item, writer);
        return writer.object;
    }
}
