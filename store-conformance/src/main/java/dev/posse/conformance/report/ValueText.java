package dev.posse.conformance.report;

/** Values as a reader of a failure wants to see them: short. */
public final class ValueText {

    private static final int LONGEST = 24;

    private ValueText() {}

    /**
     * {@return the value as text if it can be read, otherwise as hexadecimal numbers; cut if it is long}
     *
     * @param value of a key
     */
    public static String of(byte[] value) {
        StringBuilder text = new StringBuilder();
        boolean readable = true;
        for (int at = 0; at < Math.min(value.length, LONGEST); at++) {
            readable &= value[at] >= ' ' && value[at] <= '~';
        }
        for (int at = 0; at < Math.min(value.length, LONGEST); at++) {
            text.append(readable ? String.valueOf((char) value[at]) : String.format("%02x ", value[at]));
        }
        return (readable ? "\"" + text + "\"" : "[" + text.toString().trim() + "]")
                + (value.length > LONGEST ? "… (" + value.length + " bytes)" : "");
    }
}
