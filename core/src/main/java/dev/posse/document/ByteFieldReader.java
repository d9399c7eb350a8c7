package dev.posse.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Goes over the bytes of a document once. It understands exactly what {@link FieldWriter} makes of known fields, which is a small
 * part of JSON: no spaces, the fields in their order, each of its kind. Whatever else it meets it leaves to the tree.
 */
final class ByteFieldReader extends FieldReader {

    /** The document is not written as this reader expects; that says nothing against it. It has no trace: nobody is to look for a reason. */
    static final class OtherwiseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherwiseException() {
            super("The document is written otherwise", null, false, false);
        }
    }

    /** So many digits are always a number of 64 bits. */
    private static final int MOST_DIGITS = 18;

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final byte[] bytes;
    private int at;

    /** Whether the next field is the first of its object, so that no comma goes before it. */
    private boolean isFirst;

    private ByteFieldReader(String key, byte[] bytes) {
        super(key);
        this.bytes = bytes;
    }

    static <T> T read(String key, byte[] value, String type, int known, Function<FieldReader, T> read) {
        ByteFieldReader reader = new ByteFieldReader(key, value);
        reader.begin();
        if (reader.takeLong("format") != known || !reader.takeString("type").equals(type)) {
            throw new OtherwiseException();
        }
        T document = read.apply(reader);
        if (reader.at != value.length) {
            throw new OtherwiseException();
        }
        return document;
    }

    @Override
    String takeString(String name) {
        require(isNext(name));
        return string();
    }

    @Override
    Optional<String> takeOptionalString(String name) {
        return isNext(name) ? Optional.of(string()) : Optional.empty();
    }

    @Override
    long takeLong(String name) {
        require(isNext(name));
        return number();
    }

    @Override
    long takeOptionalLong(String name, long least) {
        return isNext(name) ? atLeast(least) : least;
    }

    @Override
    List<Long> takeOptionalLongs(String name, long least) {
        return isNext(name) ? items(() -> atLeast(least)) : List.of();
    }

    @Override
    <T> Optional<T> takeOptionalObject(String name, Function<FieldReader, T> read) {
        return isNext(name) ? Optional.of(object(read)) : Optional.empty();
    }

    @Override
    <T> List<T> takeObjects(String name, Function<FieldReader, T> read) {
        require(isNext(name));
        return items(() -> object(read));
    }

    @Override
    List<String> takeIds(String name) {
        require(isNext(name));
        return items(() -> checkedId(name, string()));
    }

    /** What is unknown would stand here. */
    @Override
    UnknownFields takeRest() {
        expect('}');
        isFirst = false;
        return UnknownFields.NONE;
    }

    private interface Item<T> {
        T take();
    }

    private <T> List<T> items(Item<T> item) {
        expect('[');
        if (isAt(']')) {
            at++;
            return List.of();
        }
        List<T> items = new ArrayList<>();
        items.add(item.take());
        while (isAt(',')) {
            at++;
            items.add(item.take());
        }
        expect(']');
        return List.copyOf(items);
    }

    private <T> T object(Function<FieldReader, T> read) {
        begin();
        return read.apply(this);
    }

    private void begin() {
        expect('{');
        isFirst = true;
    }

    /** Steps over the name of a field, if that is what stands here. */
    private boolean isNext(String name) {
        int from = at;
        if (!isFirst) {
            if (!isAt(',')) {
                return false;
            }
            from++;
        }
        int end = from + name.length() + 3;
        if (end > bytes.length || bytes[from] != '"' || bytes[end - 2] != '"' || bytes[end - 1] != ':') {
            return false;
        }
        for (int character = 0; character < name.length(); character++) {
            if (bytes[from + 1 + character] != name.charAt(character)) {
                return false;
            }
        }
        at = end;
        isFirst = false;
        return true;
    }

    private long atLeast(long least) {
        long number = number();
        require(number >= least);
        return number;
    }

    private long number() {
        int from = at;
        long number = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at++] - '0');
            require(at - from <= MOST_DIGITS);
        }
        require(at > from && (bytes[from] != '0' || at == from + 1));
        return number;
    }

    private String string() {
        expect('"');
        int from = at;
        boolean isPlain = true;
        while (!isAt('"')) {
            require(at < bytes.length && (bytes[at] >= ' ' || bytes[at] < 0));
            if (bytes[at] == '\\') {
                isPlain = false;
                at++;
            } else if (bytes[at] < 0) {
                isPlain = false;
            }
            at++;
        }
        int end = at++;
        return isPlain ? new String(bytes, from, end - from, StandardCharsets.ISO_8859_1) : unescaped(from, end);
    }

    private String unescaped(int from, int end) {
        byte[] text = new byte[end - from];
        int length = 0;
        for (int read = from; read < end; read++) {
            byte next = bytes[read];
            if (next == '\\') {
                int escape = ESCAPED.indexOf(bytes[++read]);
                require(escape >= 0);
                next = (byte) MEANT.charAt(escape);
            }
            text[length++] = next;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new OtherwiseException();
        }
    }

    private void expect(char character) {
        require(isAt(character));
        at++;
    }

    private boolean isAt(char character) {
        return at < bytes.length && bytes[at] == character;
    }

    private static void require(boolean isAsWritten) {
        if (!isAsWritten) {
            throw new OtherwiseException();
        }
    }
}
