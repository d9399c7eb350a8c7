package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("TLS: on one server, with sentinels and in a cluster; who is trusted, and who is not")
class TlsTest {

    @TempDir
    private static Path directory;

    private static Certificate ours;
    private static Certificate others;
    private static Certificate elsewhere;

    private final List<RedisProcess> started = new ArrayList<>();

    @BeforeAll
    static void certify() throws Exception {
        ours = Certificate.in(Files.createDirectory(directory.resolve("ours")));
        others = Certificate.in(Files.createDirectory(directory.resolve("others")));
        elsewhere = Certificate.in(Files.createDirectory(directory.resolve("elsewhere")), "dns:db.example");
    }

    @AfterEach
    void stop() {
        started.forEach(RedisProcess::close);
    }

    @Test
    @DisplayName("one server: with its certificate trusted it works; with another one's, or the JVM's, it is refused")
    void single() {
        int port = tlsServer(ours, "no");
        worksAt("rediss://127.0.0.1:" + port + "?trustCertificate=" + ours.certificate());
        assertRefused("rediss://127.0.0.1:" + port + "?trustCertificate=" + others.certificate(), "trustCertificate");
        assertRefused("rediss://127.0.0.1:" + port, "trustCertificate");
        // Without TLS a TLS port says nothing that is understood.
        assertRefused("redis://127.0.0.1:" + port + "?timeout=500ms", "");
    }

    @ParameterizedTest
    @CsvSource({"full, false", "ca, true", "none, true"})
    @DisplayName("a trusted certificate for another name is refused unless names are not looked at")
    void otherName(String verifyPeer, boolean works) {
        String uri = "rediss://127.0.0.1:" + tlsServer(elsewhere, "no") + "?trustCertificate=" + elsewhere.certificate()
                + "&verifyPeer=" + verifyPeer;
        if (works) {
            worksAt(uri);
        } else {
            assertRefused(uri, "made for this address");
        }
    }

    @Test
    @DisplayName("a server that asks for the client's certificate gets it, and refuses who has none or another one's")
    void clientCertificate() {
        String uri = "rediss://127.0.0.1:" + tlsServer(ours, "yes") + "?trustCertificate=" + ours.certificate();
        worksAt(uri + "&clientCertificate=" + ours.certificate() + "&clientKey=" + ours.key());
        assertRefused(uri, "clientCertificate");
        assertRefused(
                uri + "&clientCertificate=" + others.certificate() + "&clientKey=" + others.key(), "clientCertificate");
    }

    @Test
    @DisplayName("sentinels and their master are asked over TLS alone")
    void sentinels() {
        int master = tlsServer(ours, "no");
        int sentinel = RedisProcess.freePort();
        started.add(RedisProcess.sentinel(
                RedisProcess.freePort(),
                String.join(
                        "\n",
                        "tls-port " + sentinel,
                        "tls-cert-file " + ours.certificate(),
                        "tls-key-file " + ours.key(),
                        "tls-ca-cert-file " + ours.certificate(),
                        "tls-auth-clients no",
                        "tls-replication yes",
                        "sentinel monitor posse " + RedisProcess.HOST + " " + master + " 1",
                        "")));
        started.get(1).awaitAnswering();
        worksAt("rediss-sentinel://127.0.0.1:" + sentinel + "?trustCertificate=" + ours.certificate() + "#posse");
        assertRefused(
                "rediss-sentinel://127.0.0.1:" + sentinel + "?trustCertificate=" + others.certificate() + "#posse",
                "trustCertificate");
    }

    @Test
    @DisplayName(
            "of a cluster each node is asked over TLS, with the certificates of the URI, also one it does not name")
    void cluster() {
        String[] bus = {"--cluster-enabled", "yes", "--tls-cluster", "yes", "--tls-replication", "yes"};
        int first = tlsServer(ours, "yes", bus);
        int second = tlsServer(ours, "yes", bus);
        ok(started.get(0).cli("CLUSTER", "ADDSLOTSRANGE", "0", "8191"));
        ok(started.get(1).cli("CLUSTER", "ADDSLOTSRANGE", "8192", "16383"));
        ok(started.get(0).cli("CLUSTER", "MEET", RedisProcess.HOST, String.valueOf(second)));
        started.forEach(node -> Waiting.until(
                "the cluster is whole for " + node.port(),
                () -> node.cli("CLUSTER", "INFO").contains("cluster_state:ok")));
        String uri = "rediss-cluster://127.0.0.1:" + first + "?clientCertificate=" + ours.certificate() + "&clientKey="
                + ours.key() + "&trustCertificate=";
        worksAt(uri + ours.certificate());
        assertRefused(uri + others.certificate(), "trustCertificate");
        started.forEach(node -> assertTrue(node.cli("DBSIZE").matches("[1-9]\\d*"), "nothing is at " + node.port()));
    }

    @Test
    @DisplayName("without a file the trust store of the JVM counts")
    void trustStore() {
        int port = tlsServer(ours, "no");
        Path trusted = directory.resolve("trusted.p12");
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        RedisProcess.run(List.of(
                java + "/keytool",
                "-importcert",
                "-noprompt",
                "-file",
                ours.certificate().toString(),
                "-keystore",
                trusted.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret"));
        String said = RedisProcess.run(List.of(
                java + "/java",
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStorePassword=secret",
                "-cp",
                System.getProperty("java.class.path"),
                OpensByTrustStore.class.getName(),
                "rediss://127.0.0.1:" + port + "?timeout=20s"));
        assertTrue(said.endsWith("opened true"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "rediss://h?trustCertificate=/no/such/file, trustCertificate",
        "redis://h?trustCertificate=README.md, rediss",
        "rediss://h?clientCertificate=README.md, go together",
        "rediss://h?clientKey=README.md, go together",
        "rediss-cluster://h?clientCertificate=/no/such/file, clientCertificate"
    })
    @DisplayName("a file that is not there, or without its other half, or without TLS, is refused by name")
    void files(String uri, String says) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> RedisStore.open(uri).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains(says), refusal::toString);
    }

    /** Starts a server, and gives its port for TLS; the other one is for the test. */
    private int tlsServer(Certificate certificate, String asksForCertificates, String... more) {
        int port = RedisProcess.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.certificate().toString(),
                "--tls-auth-clients",
                asksForCertificates));
        arguments.addAll(List.of(more));
        started.add(RedisProcess.with(arguments.toArray(String[]::new)));
        return port;
    }

    private static void worksAt(String uri) {
        try (RedisStore store = RedisStore.open(uri)) {
            for (int number = 0; number < 20; number++) {
                String key = "secret/" + number;
                AddResult.Added added = assertInstanceOf(AddResult.Added.class, store.add(key, bytes("first")));
                assertInstanceOf(SwapResult.Swapped.class, store.swap(key, bytes("second"), added.version()));
                assertEquals("second", new String(store.get(key).orElseThrow().value(), UTF_8));
            }
        }
    }

    private static void assertRefused(String uri, String says) {
        StoreException refusal =
                assertThrows(StoreException.class, () -> RedisStore.open(uri).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains(says), refusal::toString);
    }

    private static void ok(String said) {
        assertEquals("OK", said);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
