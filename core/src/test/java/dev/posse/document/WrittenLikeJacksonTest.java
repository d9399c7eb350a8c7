package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What is written straight to bytes is what Jackson writes of the same fields")
class WrittenLikeJacksonTest {

    private static final JsonMapper JACKSON = new JsonMapper();

    @Test
    @DisplayName("of every character")
    void characters() {
        for (int from = 0; from < 0x11000; from += 256) {
            StringBuilder all = new StringBuilder();
            for (int c = from; c < from + 256; c++) {
                if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                    all.appendCodePoint(c);
                }
            }
            assertSame(all.toString(), from);
        }
    }

    @Test
    @DisplayName("of random fields, texts and numbers")
    void random() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(40), 0, 0x1_0000)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertSame(text + "\"\\" + text, random.nextLong());
        }
    }

    private static void assertSame(String text, long number) {
        ObjectNode tree = JACKSON.createObjectNode();
        tree.put("format", 1).put("type", text).put(text, number);
        tree.putArray("texts").add(text).add("");
        tree.putArray("numbers").add(number).add(Long.MIN_VALUE);
        tree.putArray("none");
        tree.putObject("object").put("inner", text);
        tree.putArray("objects").addObject().put("inner", number);

        byte[] written = FieldWriter.ofDocument(text)
                .put(text, number)
                .putStrings("texts", List.of(text, ""))
                .putLongs("numbers", List.of(number, Long.MIN_VALUE))
                .putStrings("none", List.of())
                .putObject("object", Optional.of(text), (item, fields) -> fields.put("inner", item))
                .putObjects("objects", List.of(number), (item, fields) -> fields.put("inner", (long) item))
                .toBytes();

        assertEquals(Samples.text(JACKSON.writeValueAsBytes(tree)), Samples.text(written));
    }

    @Test
    @DisplayName("half of a surrogate pair is refused, and nothing else is made of it")
    void halfAPair() {
        FieldWriter fields = FieldWriter.ofDocument("claim");

        assertThrows(IllegalArgumentException.class, () -> fields.put("payload", "a\uD83Db"));
        assertThrows(IllegalArgumentException.class, () -> fields.put("payload", "\uDC4D"));
    }
}
