package dev.posse.conformance.history;

import dev.posse.conformance.report.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values that say which write they come from, of any length, and that show when they were torn or mixed. */
final class TaggedValues {

    private TaggedValues() {}

    /** The id, a bar, and a filling that follows from the id. */
    static byte[] of(String id, int length) {
        byte[] head = (id + "|").getBytes(StandardCharsets.UTF_8);
        byte[] value = Arrays.copyOf(head, Math.max(length, head.length));
        int state = id.hashCode() | 1;
        for (int at = head.length; at < value.length; at++) {
            state = state * 1_103_515_245 + 12_345;
            value[at] = (byte) (state >>> 16);
        }
        return value;
    }

    /** The id, or a text that is no id and says what was found. */
    static String idOf(byte[] value) {
        for (int at = 0; at < value.length; at++) {
            if (value[at] == '|') {
                String id = new String(value, 0, at, StandardCharsets.UTF_8);
                return Arrays.equals(of(id, value.length), value) ? id : "torn " + ValueText.of(value);
            }
        }
        return "foreign " + ValueText.of(value);
    }
}
