package dev.posse.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes a JSON object with its fields in a fixed order, the unknown ones last; straight to bytes, without a tree on the way. What
 * it writes is what Jackson writes of the same fields, byte by byte.
 */
final class FieldWriter {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Room for a claim or a transaction without a payload; what needs more gets it. */
    private static final int ROOM = 320;

    private byte[] bytes;

    private int length;

    /** The names written in the objects under way; the innermost begins at {@link #firstName}. */
    private String[] names = new String[32];

    private int firstName;
    private int nameCount;

    private FieldWriter(int room) {
        bytes = new byte[room];
        put('{');
    }

    /** Begins a whole document. */
    static FieldWriter ofDocument(String type) {
        return ofDocument(type, FieldReader.FORMAT, ROOM);
    }

    /**
     * Begins a whole document.
     *
     * @param room about so many bytes that it takes
     */
    static FieldWriter ofDocument(String type, int format, int room) {
        return new FieldWriter(room).put("format", format).put("type", type);
    }

    FieldWriter put(String name, String text) {
        name(name);
        text(text);
        return this;
    }

    FieldWriter put(String name, Optional<String> text) {
        return text.isPresent() ? put(name, text.get()) : this;
    }

    FieldWriter put(String name, long number) {
        name(name);
        number(number);
        return this;
    }

    FieldWriter put(String name, Instant time) {
        return put(name, InstantText.of(time));
    }

    <T> FieldWriter putObject(String name, Optional<T> item, BiConsumer<T, FieldWriter> write) {
        if (item.isPresent()) {
            name(name);
            object(item.get(), write);
        }
        return this;
    }

    <T> FieldWriter putObjects(String name, List<T> items, BiConsumer<T, FieldWriter> write) {
        name(name);
        put('[');
        for (int at = 0; at < items.size(); at++) {
            if (at > 0) {
                put(',');
            }
            object(items.get(at), write);
        }
        put(']');
        return this;
    }

    FieldWriter putStrings(String name, List<String> items) {
        name(name);
        put('[');
        for (int at = 0; at < items.size(); at++) {
            if (at > 0) {
                put(',');
            }
            text(items.get(at));
        }
        put(']');
        return this;
    }

    /** Written only if there are any. */
    FieldWriter putLongs(String name, List<Long> items) {
        if (!items.isEmpty()) {
            name(name);
            put('[');
            for (int at = 0; at < items.size(); at++) {
                if (at > 0) {
                    put(',');
                }
                number(items.get(at));
            }
            put(']');
        }
        return this;
    }

    /** Known fields stay: what is unknown in a lock may bear a name that means something in a transaction. */
    FieldWriter putRest(UnknownFields fields) {
        if (!fields.fields().isEmpty()) {
            fields.fields().forEach((name, value) -> {
                if (!isWritten(name)) {
                    name(name);
                    raw(FieldReader.MAPPER.writeValueAsBytes(value));
                }
            });
        }
        return this;
    }

    byte[] toBytes() {
        put('}');
        return Arrays.copyOf(bytes, length);
    }

    private <T> void object(T item, BiConsumer<T, FieldWriter> write) {
        int outer = firstName;
        firstName = nameCount;
        put('{');
        write.accept(item, this);
        put('}');
        nameCount = firstName;
        firstName = outer;
    }

    private void name(String name) {
        if (nameCount > firstName) {
            put(',');
        }
        if (nameCount == names.length) {
            names = Arrays.copyOf(names, nameCount * 2);
        }
        names[nameCount++] = name;
        text(name);
        put(':');
    }

    private boolean isWritten(String name) {
        return Arrays.asList(names).subList(firstName, nameCount).contains(name);
    }

    private void text(String text) {
        put('"');
        int at = plain(text);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c >= 0x80) {
                at = beyondAscii(text, at);
                continue;
            }
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c < ' ') {
                control(c);
            } else {
                put(c);
            }
            at++;
        }
        put('"');
    }

    /** Writes what can be written as it is, and tells where it ends. */
    private int plain(String text) {
        room(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x80) {
                break;
            }
            bytes[length + at++] = (byte) c;
        }
        length += at;
        return at;
    }

    private void control(char c) {
        put('\\');
        switch (c) {
            case '\b' -> put('b');
            case '\t' -> put('t');
            case '\n' -> put('n');
            case '\f' -> put('f');
            case '\r' -> put('r');
            default -> {
                ascii("u00");
                put((char) HEX[c >> 4]);
                put((char) HEX[c & 15]);
            }
        }
    }

    /** Writes all that follows without a gap beyond ASCII, and tells where it ends. */
    private int beyondAscii(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= 0x80) {
            end++;
        }
        String part = text.substring(from, end);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(part)) {
            throw new IllegalArgumentException("Half of a surrogate pair is no Unicode text and cannot be written");
        }
        raw(part.getBytes(StandardCharsets.UTF_8));
        return end;
    }

    private void number(long number) {
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        int digits = 1;
        for (long left = number / 10; left > 0; left /= 10) {
            digits++;
        }
        room(digits);
        long left = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    private void ascii(String text) {
        for (int at = 0; at < text.length(); at++) {
            put(text.charAt(at));
        }
    }

    private void raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
