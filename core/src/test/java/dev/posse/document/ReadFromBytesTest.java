package dev.posse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A document that is read from its bytes is what a tree would have made of it, or is left to the tree")
class ReadFromBytesTest {

    private static final String KEY = "claim/under-test";

    private static Stream<Arguments> asWritten() {
        return Samples.all().entrySet().stream()
                // These have fields that are unknown.
                .filter(sample ->
                        !sample.getKey().endsWith("-full") && !sample.getKey().equals("campaign-stopped"))
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    /** What is taken in most kinds of document, in the order of a claim. */
    private record Facts(String text, String id, long number, List<Long> numbers, Instant at, UnknownFields rest) {
        static Facts read(FieldReader fields) {
            return new Facts(
                    fields.takeString("text"),
                    fields.takeOptionalId("id").orElse(""),
                    fields.takeLong("number", 1),
                    fields.takeOptionalLongs("numbers", 1),
                    fields.takeInstant("at"),
                    fields.takeRest());
        }

        static String document(String text, String number) {
            return "{\"format\":1,\"type\":\"facts\",\"text\":" + text + ",\"id\":\"anna\",\"number\":" + number
                    + ",\"numbers\":[1,2],\"at\":\"2026-11-26T16:54:42.120Z\"}";
        }
    }

    private interface Reader {
        <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read);
    }

    private static String outcome(Reader reader, String document) {
        return outcome(reader, document.getBytes(StandardCharsets.UTF_8));
    }

    private static String outcome(Reader reader, byte[] document) {
        try {
            return reader.read(KEY, document, "facts", 1, Facts::read).toString();
        } catch (DocumentException e) {
            return e.toString();
        }
    }

    private static final Reader BYTES = new Reader() {
        @Override
        public <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
            return ByteFieldReader.read(key, value, type, known, read);
        }
    };

    private static final Reader TREE = new Reader() {
        @Override
        public <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
            return TreeFieldReader.read(key, value, type, known, read);
        }
    };

    private static final Reader BOTH = new Reader() {
        @Override
        public <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
            return FieldReader.read(key, value, type, known, read);
        }
    };

    @ParameterizedTest(name = "{0}")
    @MethodSource("asWritten")
    @DisplayName("what this release writes needs no tree")
    void needsNoTree(String name, Document document) {
        String type = Samples.text(document.encode()).replaceFirst(".*\"type\":\"([a-z-]+)\".*", "$1");
        int format = document instanceof Account ? FieldReader.ACCOUNT_FORMAT : FieldReader.FORMAT;

        Document read =
                ByteFieldReader.read(document.key(), document.encode(), type, format, fields -> read(document, fields));

        assertEquals(document, read);
    }

    private static Document read(Document like, FieldReader fields) {
        if (like instanceof Account) {
            return AccountFormat.read(like.key(), fields);
        } else if (like instanceof Campaign) {
            return Campaign.read(like.key(), fields);
        } else if (like instanceof Slot) {
            return fields.takeString("state").equals(Claim.STATE) ? Claim.read(fields) : VoidSlot.read(fields);
        } else if (like instanceof Transaction) {
            return Transaction.read(like.key(), fields);
        } else if (like instanceof ArchivedPurchase) {
            return ArchivedPurchase.FORMAT.read(like.key(), fields);
        } else if (like instanceof ArchivedMovement) {
            return ArchivedMovement.FORMAT.read(like.key(), fields);
        } else if (like instanceof WriteProbe) {
            return WriteProbe.read(fields);
        } else if (like instanceof WakeUps) {
            return WakeUps.read(fields);
        }
        return like instanceof Incarnation ? Incarnation.read(fields) : Directory.read(like.key(), fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"plain\"",
                "\"\"",
                "\"a\\\\b \\\"c\\\" \\/ \\b\\f\\n\\r\\t\"",
                "\"grün €, 𝄞\"",
                "\"\\u00e4 and more\"",
                "\"\u007f\""
            })
    @DisplayName("texts: plain, empty, escaped, beyond ASCII")
    void texts(String text) {
        String document = Facts.document(text, "7");

        assertEquals(outcome(TREE, document), outcome(BOTH, document));
        if (!text.contains("u00")) {
            assertEquals(outcome(TREE, document), outcome(BYTES, document));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-1",
                "0",
                "1.0",
                "1e3",
                "9223372036854775807",
                "9223372036854775808",
                "999999999999999999",
                "\"1\"",
                "null",
                "+1",
                ""
            })
    @DisplayName("numbers: what is none, is too long or too small is refused as ever")
    void numbers(String number) {
        String document = Facts.document("\"t\"", number);

        assertEquals(outcome(TREE, document), outcome(BOTH, document));
    }

    @Test
    @DisplayName("bytes that are no UTF-8, and control characters, are left to the tree")
    void malformed() {
        for (int wrong : new int[] {0x80, 0xC0, 0xED, 0xFF, 0x00, 0x0A, 0x1F}) {
            byte[] bytes = Facts.document("\"text\"", "1").getBytes(StandardCharsets.UTF_8);
            bytes[Facts.document("\"text\"", "1").indexOf("text\",\"id")] = (byte) wrong;

            assertThrows(
                    ByteFieldReader.OtherwiseException.class,
                    () -> ByteFieldReader.read(KEY, bytes, "facts", 1, Facts::read));
            assertEquals(outcome(TREE, bytes), outcome(BOTH, bytes));
        }
    }

    @Test
    @DisplayName("a document with an unknown field, another order or a space is read all the same")
    void otherwise() {
        String usual = Facts.document("\"t\"", "1");
        List<String> others = List.of(
                usual.replace("\"number\"", "\"new\":1,\"number\""),
                usual.replace("}", ",\"new\":{\"x\":[1.50,null]}}"),
                usual.replace("\"text\":\"t\",\"id\":\"anna\"", "\"id\":\"anna\",\"text\":\"t\""),
                usual.replace("\":", "\": "),
                usual + " ",
                usual.replace("\"id\":\"anna\",", ""),
                usual.replace(",\"numbers\":[1,2]", ""));

        others.forEach(document -> {
            assertEquals(outcome(TREE, document), outcome(BOTH, document));
            assertEquals(-1, outcome(BOTH, document).indexOf("Exception"), document);
        });
    }

    @Test
    @DisplayName("whatever is done to its bytes, a document means the same, or is refused all the same")
    void anythingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Map.Entry<String, Document> sample : Samples.all().entrySet()) {
            byte[] whole = sample.getValue().encode();
            for (int round = 0; round < 2_000; round++) {
                byte[] changed = changed(whole, random);
                // Of a space at the beginning the tree makes nothing, and the other reader leaves it to the tree.
                assertEquals(
                        outcome(sample.getValue(), spliced(changed, 0, 0, new byte[] {' '})),
                        outcome(sample.getValue(), changed),
                        () -> "seed " + seed + ": " + Samples.text(changed));
            }
        }
    }

    private static Optional<Document> outcome(Document document, byte[] bytes) {
        try {
            return Optional.of(Samples.decode(document.key(), bytes));
        } catch (DocumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] changed(byte[] whole, Random random) {
        byte[] characters = "{}[]\",:\\09-. aZu\u0000".getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(whole.length);
        int to = Math.min(whole.length, at + random.nextInt(12));
        byte any = characters[random.nextInt(characters.length)];
        byte[] changed = whole.clone();
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(whole, at);
            case 1 -> {
                changed[at] = any;
                yield changed;
            }
            case 2 -> spliced(whole, at, to, new byte[0]);
            case 3 -> spliced(whole, at, at, new byte[] {any});
            default -> spliced(whole, at, at, Arrays.copyOfRange(whole, at, to));
        };
    }

    private static byte[] spliced(byte[] whole, int from, int to, byte[] between) {
        byte[] all = Arrays.copyOf(whole, from + between.length + whole.length - to);
        System.arraycopy(between, 0, all, from, between.length);
        System.arraycopy(whole, to, all, from + between.length, whole.length - to);
        return all;
    }
}
