package dev.posse.shop.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.shop.WebShop;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.SwapResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
class MonitoringTest {

    private static final Path MONITORING = Path.of("../../docs/monitoring").toAbsolutePath();

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
        await("the first scrape", RINGS, () -> !queried("posse_can_sell").isEmpty());
    }

    private void startPrometheus() throws IOException {
        // The rules of the file, in a hurry.
        String rules = Files.readString(MONITORING.resolve("alerts.yml"))
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

    @Test
    @DisplayName("Prometheus has an answer to every query of the dashboard, and no buyer stands in the meters")
    void dashboard() throws Exception {
        posse.accounts().open("alice");
        posse.accounts().deposit("alice", "d1", 1_000);
        PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-1");
        assertThat(posse.purchase(request).word()).isEqualTo("PURCHASED");
        JsonNode board = JsonMapper.shared().readTree(Files.readString(MONITORING.resolve("dashboard.json")));
        int queries = 0;
        for (JsonNode panel : board.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String expression = target.get("expr").asString();
                await(expression, RINGS, () -> !queried(expression).isEmpty());
                queries++;
            }
        }
        assertThat(queries).isGreaterThanOrEqualTo(15);
        assertThat(meters()).doesNotContain("alice").doesNotContain("order-1");
    }

    @Test
    @DisplayName("promtool checks the rules, and finds that they ring when they should")
    void rules() throws Exception {
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
            assertThat(status).as(Files.readString(said)).isZero();
        }
    }

    @Test
    @DisplayName("whatever the page and the rules call a meter, it is called so in the scrape, from the opening on")
    void names() throws Exception {
        Set<String> scraped = names(meters());
        for (String page : List.of("../operations.md", "alerts.yml")) {
            Set<String> named = names(Files.readString(MONITORING.resolve(page)));
            assertThat(named).as(page).hasSizeGreaterThanOrEqualTo(5);
            assertThat(scraped).as(page).containsAll(named);
        }
    }

    private static Set<String> names(String text) {
        return Pattern.compile("\\bposse_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
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

    private String meters() throws IOException, InterruptedException {
        String port = shop.getEnvironment().getProperty("local.server.port");
        return answer("http://127.0.0.1:" + port + "/actuator/prometheus").body();
    }

    private JsonNode queried(String expression) throws IOException, InterruptedException {
        return asked("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .at("/data/result");
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
