package dev.posse.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

@DisplayName("An application on this line of Boot, with the versions that Boot manages")
class ShopTest {

    private static Process redis;
    private static int port;

    @BeforeAll
    static void startRedis(@TempDir Path folder) throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        redis = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--maxmemory-policy",
                        "noeviction",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answersPing()) {
            assertTrue(System.nanoTime() < end, "redis-server does not answer");
            Thread.sleep(20);
        }
    }

    private static boolean answersPing() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stopRedis() throws InterruptedException {
        redis.destroy();
        assertTrue(redis.waitFor(20, TimeUnit.SECONDS), "redis-server does not end");
    }

    @Test
    @DisplayName("the libraries are those of the line, and not those that Posse is built with")
    void versions() {
        assertEquals(System.getProperty("line.boot"), SpringBootVersion.getVersion());
        assertLine("line.lettuce", RedisClient.class.getPackage().getImplementationVersion());
        assertLine("line.micrometer", MeterRegistry.class.getPackage().getImplementationVersion());
        String netty = Version.identify().get("netty-handler").artifactVersion();
        assertLine("line.netty", netty);
    }

    private static void assertLine(String property, String version) {
        assertTrue(version.startsWith(System.getProperty(property)), () -> property + ": " + version);
    }

    @Test
    @DisplayName("starts, sells, shows health and meters, and ends")
    void lifeOfAnApplication() throws Exception {
        ConfigurableApplicationContext application = SpringApplication.run(
                Shop.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--posse.store.uri=redis://127.0.0.1:" + port,
                "--posse.initialize=true",
                "--posse.node=shop-1",
                "--posse.nodes=1",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--management.endpoints.web.exposure.include=health,prometheus");
        Posse posse = application.getBean(Posse.class);
        CasKeyValueStore store = application.getBean(CasKeyValueStore.class);
        try (application) {
            URI shop = URI.create(
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/");
            posse.accounts().open("alice");
            posse.accounts().deposit("alice", "voucher-7", 1_000);
            posse.campaigns().create("drop", 250, 2);

            String first = post(shop, "purchases?account=alice&campaign=drop&id=order-1");
            assertTrue(first.contains("slot=1"), first);
            assertEquals(first, post(shop, "purchases?account=alice&campaign=drop&id=order-1"));
            assertEquals(750, posse.accounts().statement("alice").orElseThrow().balance());
            assertTrue(posse.outcome("alice", "order-1") instanceof PurchaseOutcome.Purchased);
            assertEquals(AuditReport.Verdict.BALANCED, posse.audit().verdict());

            String health = get(shop, "actuator/health");
            assertTrue(health.startsWith("{") && health.contains("\"posse\":{") && health.contains("\"UP\""), health);
            assertFalse(health.contains("DOWN"), health);
            assertTrue(get(shop, "actuator/health/readiness").contains("\"UP\""));
            String meters = get(shop, "actuator/prometheus");
            assertTrue(meters.contains("posse_purchase"), meters);
            assertTrue(meters.contains("posse_can_sell"), meters);
        }
        assertThrows(IllegalStateException.class, () -> posse.login("alice"));
        assertThrows(RuntimeException.class, () -> store.get("account/alice"));
    }

    private static String post(URI shop, String path) throws Exception {
        return answer(HttpRequest.newBuilder(shop.resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String get(URI shop, String path) throws Exception {
        return answer(HttpRequest.newBuilder(shop.resolve(path)));
    }

    private static String answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }
}
