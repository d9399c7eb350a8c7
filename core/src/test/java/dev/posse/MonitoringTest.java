package dev.posse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.fixture.GatedStore;
import dev.posse.observe.Health;
import dev.posse.observe.MicrometerObserver;
import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A real Prometheus that scrapes a real node")
@Timeout(180)
class MonitoringTest {

    private static final Path MONITORING = Path.of("../docs/monitoring").toAbsolutePath();

    /** Status is red by then; Prometheus, which looks twice a second here, has a little more. */
    private static final Duration RED = Duration.ofSeconds(5);

    private static final Duration RINGS = Duration.ofSeconds(20);

    private final GatedStore store = new GatedStore();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer exporter;
    private Process prometheus;
    private int port;
    private Posse posse;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        exporter.start();
        Posse.initialize(store);
        open();
        posse.accounts().open("alice");
        posse.accounts().deposit("alice", "d1", 1_000);
        posse.campaigns().create("drop", 100, 10);
        startPrometheus();
        await("the first scrape", RINGS, () -> !query("posse_can_sell").isEmpty());
    }

    private void open() {
        posse = Posse.on(store)
                .node("shop-1")
                .nodes(1)
                .observer(new MicrometerObserver(registry))
                .open();
    }

    private void startPrometheus() throws IOException {
        // The rules of the file, in a hurry.
        String rules = Files.readString(MONITORING.resolve("alerts.yml"))
                .replaceAll("interval: \\w+", "interval: 500ms")
                .replaceAll("for: \\w+", "for: 500ms");
        Files.writeString(folder.resolve("alerts.yml"), rules);
        Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}\n"
                        + "rule_files: [alerts.yml]\nscrape_configs: [{job_name: shop, scrape_timeout: 500ms, static_configs:"
                        + " [{targets: ['127.0.0.1:" + exporter.getAddress().getPort() + "']}]}]\n");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try {
            prometheus = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("prometheus is missing; install it with: apt-get install prometheus", e);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        posse.close();
        prometheus.destroy();
        prometheus.waitFor();
        exporter.stop(0);
    }

    @Test
    @DisplayName(
            "rings for each trouble, and status is red within five seconds: fenced, full, unreachable, patrols and a campaign stopped")
    void troubles() {
        assertEquals(List.of(), ringing());

        posse.stopPatrols();
        assertRings("PossePatrolsStopped");
        posse.startPatrols();
        assertQuiet();

        store.beforeReads(() -> {
            throw new StoreException("connection refused");
        });
        assertRings("PosseStoreUnreachable");
        assertTrue(ringing().contains("PosseCannotSell"));
        store.beforeReads(() -> {});
        assertQuiet();

        store.beforeWrites(key -> {
            throw new StoreException("OOM");
        });
        assertRings("PosseStoreTakesNoWrites");
        store.beforeWrites(key -> {});
        assertQuiet();

        stopElsewhere();
        assertRings("PosseCampaignStopped");
        posse.campaigns().reopen("drop");
        assertQuiet();

        store.beforeReads(() -> {
            throw new DataLossException("the server is empty");
        });
        assertRings("PosseFenced");
        // The first of its kind: its counter was there with zero.
        await("PosseDataLoss", RINGS, () -> ringing().contains("PosseDataLoss"));
    }

    @Test
    @DisplayName("rings where the store was closed under the node")
    void storeClosed() {
        store.close();

        assertRings("PosseStoreUnreachable");
    }

    @Test
    @DisplayName("has an answer to every query of the dashboard, and a text for every metric")
    void dashboard() throws IOException {
        PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-1");
        assertEquals("PURCHASED", posse.purchase(request).word());
        JsonNode board = JsonMapper.shared().readTree(Files.readString(MONITORING.resolve("dashboard.json")));
        int queries = 0;
        for (JsonNode panel : board.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String expression = target.get("expr").asString();
                await(expression, RINGS, () -> !query(expression).isEmpty());
                queries++;
            }
        }
        assertTrue(queries >= 15);
        assertFalse(registry.scrape().contains("alice"));
    }

    @Test
    @DisplayName("knows the rules by heart: promtool checks them, and finds that they ring when they should")
    void rules() throws IOException, InterruptedException {
        for (List<String> command : List.of(
                List.of("promtool", "check", "rules", "alerts.yml"),
                List.of("promtool", "test", "rules", "alerts-test.yml"))) {
            Path said = folder.resolve("promtool.txt");
            int status = new ProcessBuilder(command)
                    .directory(MONITORING.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            assertEquals(0, status, Files.readString(said));
        }
    }

    private void stopElsewhere() {
        Stored<Campaign> read =
                Key.campaign("drop").of(store.get(Keys.campaign("drop")).orElseThrow());
        Campaign stopped = read.document().with(Campaign.Status.STOPPED, Optional.of("by another node"));
        assertTrue(store.swap(stopped.key(), stopped.encode(), read.version()) instanceof SwapResult.Swapped);
    }

    private void assertRings(String alert) {
        await("red", RED, () -> posse.status().health() == Health.RED);
        await(alert, RINGS, () -> ringing().contains(alert));
    }

    private void assertQuiet() {
        await("green", RED, () -> posse.status().health() == Health.GREEN);
        await("silence", RINGS, () -> ringing().isEmpty());
    }

    private List<String> ringing() {
        return get("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.get("state").asString().equals("firing"))
                .map(alert -> alert.get("labels").get("alertname").asString())
                .toList();
    }

    private JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result");
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            // While it starts it says so, in words.
            return JsonMapper.shared().readTree(answer.statusCode() == 200 ? answer.body() : "{}");
        } catch (IOException e) {
            // It is starting; an empty answer is asked for again.
            return JsonMapper.shared().readTree("{}");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, Duration most, BooleanSupplier isSo) {
        long end = System.nanoTime() + most.toNanos();
        while (!isSo.getAsBoolean()) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertTrue(System.nanoTime() < end, () -> "waited in vain for " + what);
        }
        // A trial takes its time, too.
        assertTrue(System.nanoTime() < end, () -> "it came too late: " + what);
    }
}
