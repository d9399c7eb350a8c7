package dev.posse.cli;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers for scripts. */
final class Json {

    // What is shown may be edited and written back, so numbers come out as they stand.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static String of(Object answer) {
        return MAPPER.writeValueAsString(answer);
    }

    /** The same JSON, indented. */
    static Object parse(byte[] document) {
        return MAPPER.readTree(document);
    }
}
