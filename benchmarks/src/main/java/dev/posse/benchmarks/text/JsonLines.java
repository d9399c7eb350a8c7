package dev.posse.benchmarks.text;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as lines of JSON. */
public final class JsonLines {

    /** Numbers that an older file does not tell are 0. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private JsonLines() {}

    /**
     * Writes a record.
     *
     * @param line the record
     * @return without a line break
     */
    public static String write(Record line) {
        return MAPPER.writeValueAsString(line);
    }

    /**
     * Reads a record.
     *
     * @param <T> its kind
     * @param line as written
     * @param kind its kind
     * @return the record
     */
    public static <T extends Record> T read(String line, Class<T> kind) {
        return MAPPER.readValue(line, kind);
    }
}
