package dev.posse.shop.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.shop.WebShop;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A real shop over a real Redis, scraped by a real Prometheus with the rules of docs/monitoring")
@Timeout(240)
class AlarmsTest {

    private static final Path RULES =
            Path.of("../../docs/monitoring/alerts.yml").toAbsolutePath();

    /** Within this health is red, and green again. */
    private static final Duration RED = Duration.ofSeconds(5);

    /** Within this Prometheus, which looks twice a second here, knows. */
    private static final Duration RINGS = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int redisPort = LocalProcess.freePort();
    private final int prometheusPort = LocalProcess.freePort();
    private RedisServer redis;
    private LocalProcess prometheus;
    private ConfigurableApplicationContext shop;
    private Posse posse;

    @TempDir
    private Path folder;

    private interface Trial {
        boolean holds() throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start(folder, redisPort);
        shop = SpringApplication.run(
                WebShop.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--posse.store.uri=redis://127.0.0.1:" + redisPort,
                "--posse.initialize=true",
                "--posse.node=shop-1",
                "--posse.nodes=1");
        posse = shop.getBean(Posse.class);
        posse.campaigns().create("drop", 100, 10);
        startPrometheus();
        await(
                "the first scrape",
                RINGS,
                () -> asked("/api/v1/query?query=posse_can_sell")
                                .at("/data/result")
                                .size()
                        == 1);
    }

    private void startPrometheus() throws IOException {
        // The rules of the file, in a hurry.
        String rules = Files.readString(RULES)
                .replaceAll("interval: \\w+", "interval: 500ms")
                .replaceAll("for: \\w+", "for: 500ms");
        Files.writeString(folder.resolve("alerts.yml"), rules);
        String port = shop.getEnvironment().getProperty("local.server.port");
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [alerts.yml]
                scrape_configs:
                  - {job_name: shop, scrape_interval: 2s, scrape_timeout: 2s, metrics_path: /actuator/prometheus,
                     static_configs: [{targets: ['127.0.0.1:PORT']}]}
                """.replace("PORT", String.valueOf(port)));
        prometheus = LocalProcess.start(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + prometheusPort),
                folder.resolve("prometheus.log"));
    }

    @AfterEach
    void stop() throws Exception {
        try {
            signal("CONT");
        } finally {
            prometheus.close();
            shop.close();
            redis.close();
        }
    }

    @Test
    @DisplayName(
            "health is red within five seconds and the alert rings: Redis hung, killed, full; patrols and a campaign stopped; emptied")
    void troubles() throws Exception {
        assertThat(health()).isEqualTo(200);
        assertThat(ringing()).isEmpty();

        signal("STOP");
        assertRings("PosseStoreUnreachable");
        assertThat(scraped()).as("while Redis hangs").isLessThan(Duration.ofSeconds(2));
        assertThat(ringing()).contains("PosseCannotSell");
        signal("CONT");
        assertQuiet();

        redis.kill();
        assertRings("PosseStoreUnreachable");
        redis = RedisServer.start(folder, redisPort);
        assertQuiet();

        redis.ask("CONFIG SET maxmemory 1");
        assertRings("PosseStoreTakesNoWrites");
        redis.ask("CONFIG SET maxmemory 0");
        assertQuiet();

        posse.stopPatrols();
        assertRings("PossePatrolsStopped");
        posse.startPatrols();
        assertQuiet();

        stopByHand();
        assertRings("PosseCampaignStopped");
        posse.campaigns().reopen("drop");
        assertQuiet();

        redis.ask("FLUSHALL");
        assertRings("PosseFenced");
        // The first of its kind: its counter was there with zero.
        await("PosseDataLoss", RINGS, () -> ringing().contains("PosseDataLoss"));
    }

    @Test
    @DisplayName("the same where the application has closed the store under the node")
    void storeClosed() throws Exception {
        assertThat(health()).isEqualTo(200);

        shop.getBean(CasKeyValueStore.class).close();

        assertRings("PosseStoreUnreachable");
    }

    private void stopByHand() {
        CasKeyValueStore store = shop.getBean(CasKeyValueStore.class);
        Entry campaign = store.get("campaign/drop").orElseThrow();
        String stopped = new String(campaign.value(), UTF_8)
                .replace("\"status\":\"open\"", "\"status\":\"stopped\",\"reason\":\"by another node\"");
        assertThat(store.swap("campaign/drop", stopped.getBytes(UTF_8), campaign.version()))
                .isInstanceOf(SwapResult.Swapped.class);
    }

    private void assertRings(String alert) throws Exception {
        await("red before " + alert, RED, () -> health() == 503);
        await(alert, RINGS, () -> ringing().contains(alert));
    }

    private void assertQuiet() throws Exception {
        await("green", RINGS, () -> health() == 200);
        await("silence", RINGS, () -> ringing().isEmpty());
    }

    private int health() throws IOException, InterruptedException {
        String port = shop.getEnvironment().getProperty("local.server.port");
        return answer("http://127.0.0.1:" + port + "/actuator/health").statusCode();
    }

    /** How long the meters take, which say that nothing can be sold. */
    private Duration scraped() throws IOException, InterruptedException {
        long began = System.nanoTime();
        String port = shop.getEnvironment().getProperty("local.server.port");
        String meters =
                answer("http://127.0.0.1:" + port + "/actuator/prometheus").body();
        assertThat(meters).containsPattern("posse_can_sell\\{[^}]*} 0\\.0");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private List<String> ringing() throws IOException, InterruptedException {
        return asked("/api/v1/alerts")
                .at("/data/alerts")
                .valueStream()
                .filter(alert -> alert.get("state").asString().equals("firing"))
                .map(alert -> alert.get("labels").get("alertname").asString())
                .toList();
    }

    /** An empty object while Prometheus is starting. */
    private JsonNode asked(String path) throws IOException, InterruptedException {
        try {
            HttpResponse<String> answer = answer("http://127.0.0.1:" + prometheusPort + path);
            return JsonMapper.shared().readTree(answer.statusCode() == 200 ? answer.body() : "{}");
        } catch (java.net.ConnectException e) {
            return JsonMapper.shared().readTree("{}");
        }
    }

    private HttpResponse<String> answer(String uri) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(uri)).timeout(RED).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A trial takes its time, too: one that holds too late has not held. */
    private static void await(String what, Duration most, Trial trial) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!trial.holds()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(System.nanoTime()).as("it came too late: " + what).isLessThan(end);
    }
}
