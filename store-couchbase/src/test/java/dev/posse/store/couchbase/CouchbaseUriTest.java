package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.couchbase.client.core.util.ConnectionString;
import dev.posse.store.UriSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouchbaseUriTest {

    @Test
    @DisplayName("a short URI means the default scope and collection, and the client's usual times")
    void shortest() {
        CouchbaseUri uri = CouchbaseUri.parse("couchbase://shop@db.example/tickets");
        assertEquals("couchbase://db.example", uri.connectionString());
        assertEquals("shop", uri.user());
        assertEquals("couchbase://db.example/tickets/_default/_default", uri.toString());
        assertEquals(CouchbaseSettings.from(UriSettings.parse("")), uri.settings());
        assertFalse(uri.tls());
    }

    @Test
    @DisplayName("a long URI: TLS, several hosts, ports, escapes, every setting")
    void longest() {
        CouchbaseUri uri = CouchbaseUri.parse("COUCHBASES://sh%40p:p%2Fw+d%3A@a:11999,[::1]:12000,c/my%25bucket/s/c"
                + "?durability=persistToMajority&timeout=700ms&durableTimeout=20s&connectTimeout=1m&openTimeout=2m&managerPort=9000"
                + "&trustCertificate=/etc/ca.pem&passwordEnv=SHOP_PW");
        assertEquals(
                "couchbases://a:11999=kv,a:9000=manager,[::1]:12000=kv,[::1]:9000=manager,c,c:9000=manager",
                uri.connectionString());
        assertEquals("sh@p", uri.user());
        assertEquals("p/w+d:", uri.password(name -> Optional.empty()));
        assertEquals("my%bucket", uri.bucket());
        assertEquals("s", uri.scope());
        assertEquals("c", uri.collection());
        CouchbaseSettings settings = uri.settings();
        assertEquals(Optional.of(DurabilityLevel.PERSIST_TO_MAJORITY), settings.durability());
        assertEquals(Duration.ofMillis(700), settings.timeout());
        assertEquals(Duration.ofSeconds(20), settings.durableTimeout());
        assertEquals(Duration.ofMinutes(1), settings.connectTimeout());
        assertEquals(Optional.of(Path.of("/etc/ca.pem")), settings.trustCertificate());
        assertTrue(uri.tls());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    my_db:11999               | my_db:11999
                    bücher.example            | xn--bcher-kva.example:0
                    [::1]:12000,[fe80::1]     | 0:0:0:0:0:0:0:1:12000 fe80:0:0:0:0:0:0:1:0
                    """)
    @DisplayName("hosts with underscores, of any script and by IPv6 address reach the client as they are")
    void hosts(String hosts, String expected) {
        for (String scheme : List.of("couchbase", "couchbases")) {
            String given = CouchbaseUri.parse(scheme + "://u:p@" + hosts + "/b").connectionString();
            assertEquals(
                    expected,
                    ConnectionString.create(given).hosts().stream()
                            .map(host -> host.host() + ":" + host.port())
                            .collect(Collectors.joining(" ")));
        }
    }

    @Test
    @DisplayName("user and password are split at the first colon, and decoded then")
    void credentials() {
        CouchbaseUri uri = CouchbaseUri.parse("couchbase://sh%3Aop:p%3A:%40%2Fw@h/b");
        assertEquals("sh:op", uri.user());
        assertEquals("p::@/w", uri.password(name -> Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', POSSE_COUCHBASE_PASSWORD, variable POSSE_COUCHBASE_PASSWORD",
        "?passwordEnv=SHOP_PW, SHOP_PW, variable that the setting passwordEnv names",
    })
    @DisplayName("without a password in the URI the environment is asked, and the error says which variable")
    void environment(String settings, String variable, String shown) {
        CouchbaseUri uri = CouchbaseUri.parse("couchbase://shop@db/tickets" + settings);
        assertEquals("found", uri.password(name -> name.equals(variable) ? Optional.of("found") : Optional.empty()));
        IllegalArgumentException missing =
                assertThrows(IllegalArgumentException.class, () -> uri.password(name -> Optional.empty()));
        assertTrue(String.valueOf(missing.getMessage()).contains(shown), missing.getMessage());
        assertFalse(String.valueOf(missing.getMessage()).contains("SHOP_PW"), "it may be the password itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "couchbase://sec:ret@host",
                "couchbase://sec:ret@host/",
                "couchbase://sec:ret@/bucket",
                "couchbase://sec:ret@host/bucket/scope",
                "couchbase://sec:ret@host/bucket/scope/collection/more",
                "couchbase://sec:ret@host:notaport/bucket",
                "couchbase://sec:ret@host:8091/bucket",
                "couchbase://:ret@host/bucket",
                "couchbase://host/bucket",
                "couchbase://sec:r@et@host/bucket",
                "couchbase://sec:r/ret@host/bucket",
                "couchbase://sec:r?ret@host/bucket",
                "couchbase://sec:r?ret=ret@host/bucket",
                "couchbase://sec:r#ret@host/bucket",
                "couchbase://sec:%ret@host/bucket",
                "couchbase://sec:ret@host/bucket?password=ret",
                "couchbase://sec:ret@host/bucket?timeout=ret",
                "couchbase://sec:ret@host/bucket?timeout=0ms",
                "couchbase://sec:ret@host/bucket?durability=ret",
                "couchbase://sec:ret@host/bucket?managerPort=ret",
                "couchbase://sec:ret@host/bucket?managerPort=70000",
                "couchbase://sec:ret@host/bucket?timeout",
                "couchbase://sec:ret@host/bucket?timeout=1s&timeout=2s",
                "couchbase://sec:ret@host/bucket?%ret=1s",
                "couchbase:sec:ret@host/bucket",
                "couchbase://sec:ret@host:0/bucket",
                "couchbase://sec:ret@host:99999/bucket",
                "couchbase://sec:ret@a,,b/bucket",
                "couchbase://sec:ret@host/bucket?trustCertificate=",
                "couchbase://sec:ret@host/bucket?passwordEnv=",
                "couchbase://sec:ret@host/bucket#ret",
                "couchbase://sec:ret@host/bucket/",
                "couchbase://sec:ret@host/bucket?timeout=1s&",
                "couchbase://sec:ret@host/bucket?timeout=11m",
                "redis://sec:ret@host/bucket",
            })
    @DisplayName("a malformed URI is refused, with a message that shows nothing of user and password")
    void malformed(String uri) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> CouchbaseUri.parse(uri));
        String message = String.valueOf(refused.getMessage());
        assertFalse(message.matches("(?s).*\\bret\\b.*|(?s).*\\bsec\\b.*"), message);
        assertEquals(null, refused.getCause());
    }
}
