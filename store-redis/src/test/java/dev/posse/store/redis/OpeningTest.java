package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import dev.posse.store.redis.RedisSettings.Swapping;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ways to open a store, and settings")
class OpeningTest {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("over a client of the application: the store works, and leaves the client open (S17)")
    void overAClient() {
        RedisClient client = RedisClient.create();
        try {
            RedisURI uri = RedisURI.create(server.uri(""));
            RedisStore store = RedisStore.over(
                    client,
                    uri,
                    RedisSettings.standard().withSwapping(Swapping.SCRIPT).withKeyPrefix("shop:"));
            worksIn(store);
            store.close();
            assertThrows(IllegalStateException.class, () -> store.get("a"));
            assertEquals("PONG", client.connect(uri).sync().ping());
            assertTrue(server.cli("GET", "shop:opened").endsWith("second"));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sh:op    | p:w@/?#é%     | sh%3Aop:p%3Aw%40%2F%3F%23%C3%A9%25
                    sh:op    | a:b           | sh%3Aop:a:b
                    default  | p:w           | p%3Aw
                    default  | p:w           | :p%3Aw
                    """)
    @DisplayName("user and password of the URI, percent-encoded, are those that the server hears")
    void credentials(String user, String password, String userInfo) {
        server.cli("ACL", "SETUSER", user, "on", "resetpass", ">" + password, "allkeys", "+@all");
        try (RedisStore store = RedisStore.open("redis://" + userInfo + "@" + server.address())) {
            worksIn(store);
        }
        assertThrows(StoreException.class, () -> RedisStore.open("redis://" + userInfo + "x@" + server.address()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis-cluster"})
    @DisplayName(
            "a server that hangs, or that is not there, is no database that can be opened, whatever the client calls it")
    void unreachable(String scheme) {
        String uri = scheme + "://" + server.address() + "?timeout=300ms";
        server.signal("STOP");
        try {
            assertThrows(StoreException.class, () -> RedisStore.open(uri));
        } finally {
            server.signal("CONT");
        }
        server.kill();
        assertThrows(StoreException.class, () -> RedisStore.open(uri));
    }

    @Test
    @DisplayName("S9: over a client that reconnects, the store's own connections do not")
    void overAReconnectingClient() {
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder().autoReconnect(true).build());
        try (WireProxy proxy = WireProxy.to(server.port());
                RedisStore store = RedisStore.over(client, RedisURI.create(proxy.uri("")), RedisSettings.standard())) {
            proxy.on("NX", WireProxy.Fate.END_AFTER);
            assertThrows(OutcomeUnknownException.class, () -> store.add("a", bytes("x")));
            assertTrue(client.getOptions().isAutoReconnect());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("with rediss everything goes through TLS, and a server that cannot be trusted is refused")
    void tls(String swap, @TempDir Path directory) throws Exception {
        Certificate certificate = Certificate.in(directory);
        int port = RedisProcess.freePort();
        try (RedisProcess secure = RedisProcess.with(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-auth-clients",
                "no")) {
            String uri = "rediss://localhost:" + port + "?swap=" + swap;
            try (CasKeyValueStore store = CasKeyValueStore.open(uri + "&verifyPeer=NONE")) {
                worksIn(store);
            }
            assertThrows(StoreException.class, () -> RedisStore.open(uri).close());
            RedisClient client = RedisClient.create();
            client.setOptions(ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(certificate.certificate().toFile())
                            .build())
                    .build());
            try (RedisStore store =
                    RedisStore.over(client, RedisURI.create("rediss://127.0.0.1:" + port), RedisSettings.standard())) {
                assertTrue(store.get("opened").isPresent());
            } finally {
                client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            }
            assertTrue(secure.cli("GET", "posse:opened").endsWith("second"));
        }
    }

    @Test
    @DisplayName("user, password and database of the URI are used")
    void credentials() {
        server.cli(
                "ACL",
                "SETUSER",
                "shop",
                "on",
                ">p@ss/w",
                "~posse:*",
                "+@read",
                "+@write",
                "+@connection",
                "+@transaction");
        try (RedisStore store = RedisStore.open("redis://shop:p%40ss%2Fw@" + server.address() + "/3")) {
            worksIn(store);
        }
        assertTrue(server.cli("-n", "3", "GET", "posse:opened").endsWith("second"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "script"})
    @DisplayName("with replicas, too few acknowledgements are doubt, and enough are success")
    void replicas(String swap) {
        try (RedisStore plain = RedisStore.open(server.uri(""));
                RedisStore store = RedisStore.open(server.uri("swap=" + swap + "&replicas=1&replicaWait=100ms"))) {
            OutcomeUnknownException doubt =
                    assertThrows(OutcomeUnknownException.class, () -> store.add("lonely", bytes("x")));
            assertTrue(String.valueOf(doubt.getMessage()).contains("0 of 1 replicas"), doubt::toString);
            assertThrows(
                    OutcomeUnknownException.class,
                    () -> store.swap(
                            "lonely",
                            bytes("y"),
                            plain.get("lonely").orElseThrow().version()));
            assertInstanceOf(AddResult.Exists.class, store.add("lonely", bytes("z")));
            try (RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port())) {
                Waiting.until(
                        "the replica is in step",
                        () -> server.cli("INFO", "replication").contains("state=online"));
                Waiting.until(
                        "it has acknowledged something",
                        () -> server.cli("WAIT", "1", "100").equals("1"));
                try (RedisStore patient =
                        RedisStore.open(server.uri("swap=" + swap + "&replicas=1&replicaWait=1500ms"))) {
                    worksIn(patient);
                }
                assertTrue(replica.cli("GET", "posse:opened").endsWith("second"));
            }
        }
    }

    @Test
    @DisplayName("where nothing listens, opening fails at once and says where")
    void nobodyThere() {
        int port = RedisProcess.freePort();
        StoreException refusal = assertThrows(
                StoreException.class,
                () -> RedisStore.open("redis://127.0.0.1:" + port).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains("127.0.0.1:" + port), refusal::toString);
    }

    @Test
    @DisplayName("a document is read by hand as the module's page says")
    void byHand() {
        try (RedisStore store = RedisStore.open(server.uri(""))) {
            store.add("account/alice", bytes("{\"balance\":5}"));
        }
        String said = server.cli("GET", "posse:account/alice");
        assertTrue(said.matches("v[0-9a-f]{32}\n\\{\"balance\":5}"), said);
        assertEquals("{\"balance\":5}", server.cli("GETRANGE", "posse:account/alice", "34", "-1"));
    }

    private static void worksIn(CasKeyValueStore store) {
        AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add("opened", bytes("first")));
        assertInstanceOf(SwapResult.Swapped.class, store.swap("opened", bytes("second"), added.version()));
        assertTrue(store.get("opened").isPresent());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
