package dev.posse.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Times as text in ISO 8601, in the form that {@link Instant#toString} gives them: of a sale there are several in each document. */
final class InstantText {

    /** Of {@code 2026-11-26T16:54:42}, without the fraction. */
    private static final int SECONDS_LENGTH = 19;

    private static final String PATTERN = "0000-00-00T00:00:00";
    private static final int SECONDS_PER_DAY = 86_400;

    /** One time stands in lock, claim, transaction and account; entries are written again with each purchase. */
    private static final Written[] RECENT = new Written[256];

    private InstantText() {}

    private record Written(Instant time, String text) {}

    /**
     * Understands whatever {@link Instant#parse} understands.
     *
     * @throws DateTimeException if it is no time
     */
    static Instant parse(String text) {
        int fraction = text.length() - SECONDS_LENGTH - 2;
        if (!isUsual(text, fraction)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        long seconds = day * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
        return fraction < 0
                ? Instant.ofEpochSecond(seconds)
                : Instant.ofEpochSecond(seconds, number(text, SECONDS_LENGTH + 1, text.length() - 1) * 1_000_000L);
    }

    /** Whole seconds or milliseconds, in four digits of the year. */
    private static boolean isUsual(String text, int fraction) {
        if (fraction != -1 && (fraction != 3 || text.charAt(SECONDS_LENGTH) != '.')) {
            return false;
        }
        for (int at = 0; at < SECONDS_LENGTH; at++) {
            char expected = PATTERN.charAt(at);
            if (expected == '0' ? !isDigit(text.charAt(at)) : text.charAt(at) != expected) {
                return false;
            }
        }
        for (int at = SECONDS_LENGTH + 1; at <= SECONDS_LENGTH + fraction; at++) {
            if (!isDigit(text.charAt(at))) {
                return false;
            }
        }
        return text.charAt(text.length() - 1) == 'Z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int number(String text, int from, int end) {
        int number = 0;
        for (int at = from; at < end; at++) {
            number = number * 10 + (text.charAt(at) - '0');
        }
        return number;
    }

    /** {@return what {@link Instant#toString} gives} */
    static String of(Instant time) {
        // Read and written without a lock: whoever comes second may put together the same text again.
        int place = time.hashCode() & (RECENT.length - 1);
        Written known = RECENT[place];
        if (known == null || !known.time().equals(time)) {
            known = new Written(time, written(time));
            RECENT[place] = known;
        }
        return known.text();
    }

    private static String written(Instant time) {
        long seconds = time.getEpochSecond();
        int millis = time.getNano() / 1_000_000;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        if (time.getNano() != millis * 1_000_000 || date.getYear() < 0 || date.getYear() > 9999) {
            return time.toString();
        }
        int ofDay = (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY);
        char[] text = PATTERN.concat(millis == 0 ? "Z" : ".000Z").toCharArray();
        put(text, 0, 4, date.getYear());
        put(text, 5, 7, date.getMonthValue());
        put(text, 8, 10, date.getDayOfMonth());
        put(text, 11, 13, ofDay / 3_600);
        put(text, 14, 16, ofDay / 60 % 60);
        put(text, 17, 19, ofDay % 60);
        if (millis > 0) {
            put(text, SECONDS_LENGTH + 1, SECONDS_LENGTH + 4, millis);
        }
        return new String(text);
    }

    private static void put(char[] text, int from, int end, int number) {
        int left = number;
        for (int at = end - 1; at >= from; at--) {
            text[at] = (char) ('0' + left % 10);
            left /= 10;
        }
    }
}
