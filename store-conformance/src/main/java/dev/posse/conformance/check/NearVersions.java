package dev.posse.conformance.check;

import dev.posse.store.StoreLimits;
import dev.posse.store.Version;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions that look like one, and are others: where a database compares by less than the whole text, it takes them. */
final class NearVersions {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Neighbours, and what a number becomes where it is kept in 7, 8, 15, 16, 31, 32, 53, 63 or 64 bits. */
    private static final List<BigInteger> STEPS = List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.TEN,
            BigInteger.valueOf(1000),
            power(7),
            power(8),
            power(15),
            power(16),
            power(31),
            power(32),
            power(53),
            power(63),
            power(64));

    private NearVersions() {}

    private static BigInteger power(int exponent) {
        return BigInteger.TWO.pow(exponent);
    }

    /** Each by how it is made, so that the same can be made of another version. */
    static Map<String, Version> of(Version version) {
        String text = version.text();
        Map<String, String> near = new LinkedHashMap<>();
        numbers(text, near);
        for (int length = 1; length < text.length(); length++) {
            if (length <= 2 || length >= text.length() - 4 || length == text.length() / 2) {
                near.put("its first " + length + " characters", text.substring(0, length));
                near.put("its last " + length + " characters", text.substring(text.length() - length));
            }
        }
        for (String more : List.of("0", "1", "9", "a", "~", "-", ".0")) {
            near.put("the same and " + more, text + more);
            near.put(more + " before it", more + text);
        }
        near.put("in small letters", text.toLowerCase(Locale.ROOT));
        near.put("in capital letters", text.toUpperCase(Locale.ROOT));
        for (int at : List.of(0, text.length() / 2, text.length() - 1)) {
            for (int step : List.of(-1, 1)) {
                StringBuilder changed = new StringBuilder(text);
                changed.setCharAt(at, (char) (text.charAt(at) + step));
                near.put("character " + at + " changed by " + step, changed.toString());
            }
        }
        Map<String, Version> usable = new LinkedHashMap<>();
        near.forEach((how, other) -> {
            if (isUsable(other) && !other.equals(text)) {
                usable.put(how, new Version(other));
            }
        });
        return usable;
    }

    /** Each number in the text, lower and higher. */
    private static void numbers(String text, Map<String, String> near) {
        Matcher number = NUMBER.matcher(text);
        for (int count = 1; number.find(); count++) {
            BigInteger value = new BigInteger(number.group());
            String before = text.substring(0, number.start());
            String after = text.substring(number.end());
            for (BigInteger step : STEPS) {
                near.put("number " + count + " raised by " + step, before + value.add(step) + after);
                near.put("number " + count + " lowered by " + step, before + value.subtract(step) + after);
            }
            near.put("number " + count + " replaced by 0", before + "0" + after);
            near.put("number " + count + " replaced by -1", before + "-1" + after);
            near.put("number " + count + " replaced by the largest long", before + Long.MAX_VALUE + after);
            near.put("number " + count + " doubled", before + value.shiftLeft(1) + after);
        }
    }

    private static boolean isUsable(String text) {
        return !text.isEmpty()
                && text.length() <= StoreLimits.MAX_VERSION_LENGTH
                && text.chars().allMatch(c -> c >= '!' && c <= '~');
    }
}
