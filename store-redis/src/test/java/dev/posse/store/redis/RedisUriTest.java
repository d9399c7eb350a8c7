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
                "http://ann:s3cret@h"
            })
    @DisplayName("is refused when malformed, with a message and causes that hold no password")
    void refused(String uri) {
        Throwable refusal = assertThrows(IllegalArgumentException.class, () -> RedisUri.parse(uri));
        for (Throwable thrown = refusal; thrown != null; thrown = thrown.getCause()) {
            assertFalse(String.valueOf(thrown.getMessage()).contains("cret"));
        }
    }
}
