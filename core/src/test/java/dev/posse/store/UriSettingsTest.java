package dev.posse.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The settings in a store's URI")
class UriSettingsTest {

    private static String refusalOf(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static Optional<Duration> time(String value) {
        return UriSettings.parse("t=" + value).duration("t", Duration.ofMillis(1), Duration.ofMinutes(10));
    }

    @Test
    @DisplayName("are found by name, whatever its case, with the value decoded")
    void text() {
        UriSettings settings = UriSettings.parse("keyPrefix=a%7Bb%7D+c%26&EMPTY=&equals=a=b");
        assertEquals(Optional.of("a{b}+c&"), settings.text("KEYPREFIX"));
        assertEquals(Optional.of(""), settings.text("empty"));
        assertEquals(Optional.of("a=b"), settings.text("equals"));
        assertEquals(Optional.empty(), settings.text("other"));
        settings.refuseOthers();
    }

    @ParameterizedTest
    @CsvSource({
        "1ms, 1000000",
        "3, 3000000",
        "2500MS, 2500000000",
        "2s, 2000000000",
        "1m, 60000000000",
        "1000us, 1000000",
        "600000000000ns, 600000000000",
        "10m, 600000000000",
        "0010s, 10000000000"
    })
    @DisplayName("may be times, with a unit or in milliseconds")
    void times(String value, long nanos) {
        assertEquals(Optional.of(Duration.ofNanos(nanos)), time(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "1 s",
                "-1s",
                "1.5s",
                "s",
                "0",
                "0ms",
                "999us",
                "11m",
                "601s",
                "1h",
                "99999999999d",
                "999999999999999999d",
                "9999999999999999999ns",
                "٣s"
            })
    @DisplayName("are refused as times when they are none, or out of bounds, however large")
    void noTimes(String value) {
        assertEquals("The setting t is a time from 1ms to 10m, such as 2500ms or 10s", refusalOf(() -> time(value)));
    }

    @Test
    @DisplayName("show bounds in their largest unit")
    void bounds() {
        String refusal = refusalOf(() -> UriSettings.parse("t=x").duration("t", Duration.ZERO, Duration.ofSeconds(90)));
        assertTrue(refusal.contains("from 0ms to 90s"), refusal);
    }

    @Test
    @DisplayName("may be numbers within bounds")
    void numbers() {
        UriSettings settings = UriSettings.parse("a=1&b=10&c=0&d=11&e=x&f=-1&g=1000000000");
        assertEquals(Optional.of(1), settings.number("a", 1, 10));
        assertEquals(Optional.of(10), settings.number("b", 1, 10));
        assertEquals(Optional.empty(), settings.number("z", 1, 10));
        for (String wrong : new String[] {"c", "d", "e", "f", "g"}) {
            assertEquals(
                    "The setting " + wrong + " is a number from 1 to 10",
                    refusalOf(() -> settings.number(wrong, 1, 10)));
        }
        assertTrue(refusalOf(() -> settings.number("e", 0, 10)).contains("from 0 to 10"));
    }

    @Test
    @DisplayName("may be one of several values")
    void choices() {
        UriSettings settings = UriSettings.parse("a=Two&b=three");
        Map<String, Integer> choices = Map.of("two", 2, "one", 1);
        assertEquals(Optional.of(2), settings.choice("a", choices));
        assertEquals(Optional.empty(), settings.choice("z", choices));
        assertEquals("The setting b is one or two", refusalOf(() -> settings.choice("b", choices)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a=1&b           | Setting 2
                    a=1&            | Setting 2
                    a=1&&b=2        | Setting 2
                    =1              | Setting 1
                    a-b=1           | Setting 1
                    %61=1           | Setting 1
                    a=1&A=2         | The setting A stands twice
                    a=1&a=1         | The setting a stands twice
                    a=%             | the setting a has a percent sign without
                    a=%4            | the setting a has a percent sign without
                    a=%zz           | the setting a has a percent sign without
                    a=%ff           | the setting a has percent-encoded bytes that are no UTF-8
                    """)
    @DisplayName("are refused when malformed or given twice, and the message says which")
    void malformed(String query, String why) {
        String refusal = refusalOf(() -> UriSettings.parse(query));
        assertTrue(refusal.contains(why), refusal);
    }

    @Test
    @DisplayName("that nobody asked for are refused, and those that somebody did are listed, values never")
    void others() {
        UriSettings settings = UriSettings.parse("timeout=1s&colour=secret");
        assertTrue(settings.text("timeOut").isPresent() && settings.text("swap").isEmpty());
        String refusal = refusalOf(settings::refuseOthers);
        assertEquals("There is no setting colour. Settings: timeOut, swap", refusal);
        assertEquals(
                "There is no setting a. This store has none",
                refusalOf(() -> UriSettings.parse("a=1").refuseOthers()));
        assertFalse(settings.toString().contains("secret"));
    }
}
