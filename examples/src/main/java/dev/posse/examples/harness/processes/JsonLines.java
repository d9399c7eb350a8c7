package dev.posse.examples.harness.processes;

import tools.jackson.databind.json.JsonMapper;

/** Records as lines of JSON. */
final class JsonLines {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonLines() {}

    static String write(Record line) {
        return MAPPER.writeValueAsString(line);
    }

    static <T extends Record> T read(String line, Class<T> kind) {
        return MAPPER.readValue(line, kind);
    }
}
