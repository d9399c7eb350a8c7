package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code couchbases://}: the mock knows no TLS, so that a front of ours speaks it, with a certificate made for the test. */
class CouchbaseTlsTest {

    private static final String KEY_STORE_PASSWORD = "of-the-test";

    @TempDir
    private static Path directory;

    private static MockCluster mock;
    private static PortRewriter front;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        mock = MockCluster.start();
        front = new PortRewriter(mock.port(), mock.managerPort(), tlsSocket());
        front.show(front.port());
    }

    @AfterAll
    static void stop() throws IOException {
        front.close();
        mock.close();
    }

    @Test
    @DisplayName("with the certificate trusted, a store opens over TLS and works")
    void trusted() {
        try (CouchbaseStore store = CouchbaseStore.open(
                uri("127.0.0.1") + "&openTimeout=20s&trustCertificate=" + directory.resolve("certificate.pem"))) {
            assertInstanceOf(AddResult.Added.class, store.add("tls-test/1", new byte[] {1}));
            assertEquals(1, store.get("tls-test/1").orElseThrow().value()[0]);
        }
    }

    @Test
    @DisplayName("a certificate that nobody vouches for is refused")
    void untrusted() {
        assertRefused(uri("127.0.0.1") + "&openTimeout=2s");
    }

    @Test
    @DisplayName("a trusted certificate for another name than the URI's is refused")
    void otherName() {
        assertRefused(uri("localhost") + "&openTimeout=2s&trustCertificate=" + directory.resolve("certificate.pem"));
    }

    private static void assertRefused(String uri) {
        StoreException refused = assertThrows(StoreException.class, () -> CouchbaseStore.open(uri));
        assertTrue(String.valueOf(refused.getMessage()).contains("certificate"), refused.getMessage());
    }

    private static String uri(String host) {
        return mock.uri(front.port(), 1, "")
                .replace("couchbase://", "couchbases://")
                .replace("127.0.0.1", host);
    }

    private static ServerSocket tlsSocket() throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = directory.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-keyalg",
                "RSA",
                "-dname",
                "CN=mock",
                "-ext",
                "SAN=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                keys.toString(),
                "-file",
                directory.resolve("certificate.pem").toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, KEY_STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, KEY_STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "mock", "-storetype", "PKCS12", "-storepass", KEY_STORE_PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "keytool does not end");
        assertEquals(0, process.exitValue(), () -> String.join(" ", command));
    }
}
