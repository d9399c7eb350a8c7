package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.posse.store.memcached.MemcachedSettings.Eviction;
import dev.posse.store.memcached.MemcachedSettings.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The URI of a memcached store")
class MemcachedUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    my_cache:7001             | my_cache:7001
                    a,b:11212                 | a:11211 b:11212
                    bücher.example            | xn--bcher-kva.example:11211
                    [::1]:7001,[::1]:7002/    | ::1:7001 ::1:7002
                    """)
    @DisplayName("names hosts with underscores, of any script, and IPv6 addresses, several of each")
    void hosts(String hosts, String expected) {
        assertEquals(
                expected,
                MemcachedUri.parse("memcached://" + hosts).addresses().stream()
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    @DisplayName("has settings, each with a default")
    void settings() {
        assertEquals(
                new MemcachedSettings(
                        Protocol.BINARY, Duration.ofMillis(2500), Duration.ofSeconds(5), Eviction.REFUSE, List.of()),
                MemcachedUri.parse("MEMCACHED://h").settings());
        assertEquals(
                new MemcachedSettings(
                        Protocol.TEXT,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(300),
                        Eviction.ACCEPT,
                        List.of("a", "b:1")),
                MemcachedUri.parse(
                                "memcached://h?protocol=text&timeout=1s&openTimeout=300ms&evictions=accept&names=a,b%3A1")
                        .settings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memcached://h:0",
                "memcached://h:99999",
                "memcached://h:",
                "memcached://",
                "memcached://h,,i",
                "memcached://h,h:11211",
                "memcached://secret@h",
                "memcached://ann:secret@h",
                "memcached://h/secret",
                "memcached://h//",
                "memcached://h#secret",
                "memcached://h secret",
                "memcached://h?timeout=1s&timeout=1s",
                "memcached://h?timeout=0ms",
                "memcached://h?timeout=999999999m",
                "memcached://h?names=",
                "memcached://h?names=a,secret%20b",
                "redis://h"
            })
    @DisplayName("is refused when malformed, without its secrets")
    void refused(String uri) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> MemcachedUri.parse(uri));
        assertFalse(String.valueOf(refusal.getMessage()).contains("secret"), refusal::toString);
    }
}
