package dev.posse.examples.processes;

import tools.jackson.databind.json.JsonMapper;

/** Records as lines of JSON. */
final class Lines {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Lines() {}

    static String write(Record line) {
        return MAPPER.writeValueAsString(line);
    }

    static <T extends Record> T read(String line, Class<T> kind) {
        return MAPPER.readValue(line, kind);
    }
}
