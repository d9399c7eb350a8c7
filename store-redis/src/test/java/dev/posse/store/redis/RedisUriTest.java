package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.redis.RedisSettings.Swapping;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The URI of a Redis store")
class RedisUriTest {

    @Test
    @DisplayName("names host, port, database, user and password as Lettuce writes them")
    void single() {
        RedisURI uri = RedisUri.parse("redis://ann:s%40crt@db.example:7000/3").first();
        RedisCredentials credentials =
                uri.getCredentialsProvider().resolveCredentials().block();
        assertEquals("db.example", uri.getHost());
        assertEquals(7000, uri.getPort());
        assertEquals(3, uri.getDatabase());
        assertEquals("ann", credentials.getUsername());
        assertEquals("s@crt", new String(credentials.getPassword()));
        assertFalse(uri.isSsl());
    }

    @Test
    @DisplayName("with rediss asks for TLS, and says how far the server is checked")
    void tls() {
        RedisURI uri =
                RedisUri.parse("rediss://db.example?verifyPeer=CA&swap=script").first();
        assertTrue(uri.isSsl());
        assertEquals(SslVerifyMode.CA, uri.getVerifyMode());
        assertEquals(6379, uri.getPort());
    }

    @Test
    @DisplayName("of sentinels names them and the master")
    void sentinels() {
        RedisURI uri = RedisUri.parse("redis-sentinel://pass@s1:26380,s2/2?timeout=5s#shop")
                .first();
        assertEquals("shop", uri.getSentinelMasterId());
        assertEquals(2, uri.getSentinels().size());
        assertEquals(26380, uri.getSentinels().get(0).getPort());
        assertEquals(26379, uri.getSentinels().get(1).getPort());
        assertEquals(2, uri.getDatabase());
        assertEquals(
                "shop",
                RedisUri.parse("redis-sentinel://s1?sentinelMasterId=shop")
                        .first()
                        .getSentinelMasterId());
    }

    @Test
    @DisplayName("of a cluster names some of its nodes, all with the same credentials")
    void cluster() {
        RedisUri target = RedisUri.parse("rediss-cluster://ann:pw@n1:7000,n2:7001?clientName=shop");
        assertTrue(target.isCluster());
        assertEquals(2, target.uris().size());
        for (RedisURI uri : target.uris()) {
            assertTrue(uri.isSsl());
            assertEquals("shop", uri.getClientName());
            assertEquals(
                    "ann",
                    uri.getCredentialsProvider().resolveCredentials().block().getUsername());
        }
        assertEquals(7001, target.uris().get(1).getPort());
    }

    @Test
    @DisplayName("gives the store's settings")
    void settings() {
        RedisSettings settings = RedisUri.parse("redis://h?swap=script&keyPrefix=shop%3A&timeout=750ms&poolSize=5"
                        + "&poolWait=2s&replicas=1&replicaWait=200")
                .settings();
        assertEquals(
                new RedisSettings(
                        Swapping.SCRIPT,
                        "shop:",
                        Duration.ofMillis(750),
                        5,
                        Duration.ofSeconds(2),
                        1,
                        Duration.ofMillis(200)),
                settings);
        assertEquals(RedisSettings.standard(), RedisUri.parse("redis://h").settings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    p%3Aw@h                 | -     | p:w
                    :p%3Aw@h                | -     | p:w
                    ann:p%3Aw@h             | ann   | p:w
                    sh%3Aop:pw@h            | sh:op | pw
                    sh%3Aop:p:w@h           | sh:op | p:w
                    a%40b:p%40w%2F%3F%23@h  | a@b   | p@w/?#
                    ann:p+w%20%C3%A9@h      | ann   | p+w é
                    """)
    @DisplayName(
            "is split into user and password before they are decoded, for one server, sentinels and a cluster alike")
    void credentials(String rest, String user, String password) {
        for (String uri :
                List.of("redis://" + rest, "redis-sentinel://" + rest + ",i#m", "redis-cluster://" + rest + ",i")) {
            for (RedisURI one : RedisUri.parse(uri).uris()) {
                RedisCredentials credentials =
                        one.getCredentialsProvider().resolveCredentials().block();
                assertEquals(user, credentials.hasUsername() ? credentials.getUsername() : "-");
                assertEquals(password, new String(credentials.getPassword()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redis://my_redis:7001                        | my_redis:7001
                    redis://u:p@my_redis                         | my_redis:6379
                    redis://bücher.example:7001                  | xn--bcher-kva.example:7001
                    redis://[::1]:7001/2                         | ::1:7001
                    redis-cluster://[::1]:7001,[::1]:7002        | ::1:7001 ::1:7002
                    rediss-cluster://u:p@my_redis,[fe80::1]:2    | my_redis:6379 fe80::1:2
                    redis-sentinel://[::1]:7001,[fe80::1]#m      | ::1:7001 fe80::1:26379
                    """)
    @DisplayName("names hosts with underscores, of any script, and IPv6 addresses, several of each")
    void hosts(String uri, String expected) {
        List<RedisURI> uris = RedisUri.parse(uri).uris();
        List<RedisURI> servers =
                uris.get(0).getSentinels().isEmpty() ? uris : uris.get(0).getSentinels();
        assertEquals(
                expected,
                servers.stream().map(one -> one.getHost() + ":" + one.getPort()).collect(Collectors.joining(" ")));
    }

    @Test
    @DisplayName("asks for TLS of each sentinel and of each node, checked as the setting says")
    void tlsEverywhere() {
        RedisURI watched = RedisUri.parse("rediss-sentinel://a,b?verifyPeer=none&clientName=shop#m")
                .first();
        assertTrue(watched.isSsl());
        assertEquals("shop", watched.getClientName());
        for (RedisURI sentinel : watched.getSentinels()) {
            assertTrue(sentinel.isSsl());
            assertEquals(SslVerifyMode.NONE, sentinel.getVerifyMode());
        }
        RedisUri.parse("rediss-cluster://a,b?verifyPeer=CA").uris().forEach(node -> {
            assertTrue(node.isSsl());
            assertEquals(SslVerifyMode.CA, node.getVerifyMode());
        });
    }

    @Test
    @DisplayName("has the database in the path or as a setting")
    void database() {
        assertEquals(3, RedisUri.parse("redis://h/3").first().getDatabase());
        assertEquals(3, RedisUri.parse("redis://h?database=3").first().getDatabase());
        assertEquals(3, RedisUri.parse("redis-sentinel://h/?db=3#m").first().getDatabase());
        assertEquals(0, RedisUri.parse("redis-cluster://h/0").first().getDatabase());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    250us 250000
                    3 3000000
                    2s 2000000000
                    1m 60000000000
                    """)
    @DisplayName("has times with a unit, or in milliseconds")
    void times(String text, long nanos) {
        assertEquals(
                Duration.ofNanos(nanos),
                RedisUri.parse("redis://h?poolWait=" + text).settings().poolWait());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://ann:s3cret@h?swap=lua",
                "redis://ann:s3cret@h?shard=1",
                "redis://ann:s3cret@h?timeout=soon",
                "redis://ann:s3cret@h?timeout=1s&timeout=2s",
                "redis://ann:s3cret@h?replicas=1&replicaWait=5s",
                "redis://ann:s3cret@h?poolSize=0",
                "redis://ann:s3cret@h?sentinelMasterId=x",
                "redis://ann:s3cret@h:port",
                "redis://ann:s3cret@h/first",
                "redis://ann:s3cret@h1,h2",
                "redis://ann:s3 cret@h",
                "redis://ann:s3cret@",
                "redis:ann:s3cret@h",
                "redis-sentinel://ann:s3cret@h",
                "redis-cluster://ann:s3cret@h/1",
                "http://ann:s3cret@h",
                "redis://ann:s3cret@h:0",
                "redis://ann:s3cret@h:99999",
                "redis://ann:s3cret@h/1?database=1",
                "redis://ann:s3cret@h?database=1&db=1",
                "redis://ann:s3cret@h?db=-1",
                "redis://ann:s3cret@h/1/2",
                "redis://ann:s3cret@h#m",
                "redis://ann:s3cret@h?clientName=a&clientName=b",
                "redis://ann:s3cret@h ",
                "redis://ann:s3cret@h,",
                "redis://ann:s3cr@et@h",
                "redis://ann:s3cr/et@h",
                "redis://ann:s3cr?et@h",
                "redis://ann:s3cr#et@h",
                "redis://ann:s3cr%et@h",
                "redis://@h",
                "redis://:@h",
                "redis-sentinel://ann:s3cret@h?sentinelMasterId=x#m",
                "redis-sentinel://ann:s3cret@h#",
                "redis-cluster://ann:s3cret@a,,b",
                "redis-cluster://ann:s3cret@a,b#m",
                "redis-socket:///ann:s3cret"
            })
    @DisplayName("is refused when malformed, with a message and causes that hold no password")
    void refused(String uri) {
        Throwable refusal = assertThrows(IllegalArgumentException.class, () -> RedisUri.parse(uri));
        for (Throwable thrown = refusal; thrown != null; thrown = thrown.getCause()) {
            assertFalse(String.valueOf(thrown.getMessage()).contains("cret"));
        }
    }
}
