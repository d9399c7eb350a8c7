package dev.posse.examples;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers for scripts. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String of(Object answer) {
        return MAPPER.writeValueAsString(answer);
    }

    /** The same JSON, indented. */
    static Object parse(byte[] document) {
        return MAPPER.readTree(document);
    }
}
