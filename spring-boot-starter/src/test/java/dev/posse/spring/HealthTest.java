package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@DisplayName("The health endpoint")
class HealthTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    @DisplayName(
            "is red, and so is readiness, within 5 s after the database has died; liveness is not; the details say why")
    void databaseDies() {
        try (RedisServer redis = RedisServer.started();
                ConfigurableApplicationContext context = started(redis)) {
            assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(200);
            assertThat(get(context, "/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get(context, "/actuator/health").body())
                    .contains("\"posse\"", "\"node\":\"shop-1\"", "answeredMillis", "\"writes\":\"TAKEN\"")
                    .contains("sinceGoodMillis", "stoppedCampaigns", "backlog")
                    .doesNotContain("posseReadiness");
            redis.kill();
            long died = System.nanoTime();
            Waiting.until(
                    "readiness is red",
                    () -> get(context, "/actuator/health/readiness").statusCode() == 503);
            assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(5));
            assertThat(get(context, "/actuator/health").body()).contains("STORE_UNREACHABLE");
            assertThat(get(context, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "a node that does not patrol is red and still sells; red no more if the property says that it is so on purpose")
    void patrolsStop() {
        try (RedisServer redis = RedisServer.started()) {
            try (ConfigurableApplicationContext context = started(redis)) {
                context.getBean(Posse.class).stopPatrols();
                assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(503);
                assertThat(get(context, "/actuator/health").body()).contains("PATROLS_STOPPED");
                assertThat(get(context, "/actuator/health/readiness").statusCode())
                        .isEqualTo(200);
            }
            try (ConfigurableApplicationContext context = started(redis, "--posse.patrol.enabled=false")) {
                assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName(
            "an application that says itself what is in the readiness group, or does not want Posse in it, is not contradicted")
    void ownGroup() {
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ApplicationAvailabilityAutoConfiguration.class,
                        EndpointAutoConfiguration.class,
                        AvailabilityHealthContributorAutoConfiguration.class,
                        AvailabilityProbesAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class,
                        PosseAutoConfiguration.class,
                        ActuatorHealthAutoConfiguration.class))
                .withPropertyValues("posse.store.uri=memory:", "management.endpoint.health.probes.enabled=true");
        application.run(
                context -> assertThat(isInReadiness(context, "posseReadiness")).isTrue());
        for (String own : List.of(
                "management.endpoint.health.group.readiness.include[0]=readinessState",
                "posse.health.readiness=false",
                "management.health.posse.enabled=false")) {
            application.withPropertyValues(own).run(context -> {
                assertThat(isInReadiness(context, "posseReadiness")).as(own).isFalse();
                assertThat(isInReadiness(context, "readinessState")).as(own).isTrue();
            });
        }
    }

    private static boolean isInReadiness(ApplicationContext context, String contributor) {
        return Objects.requireNonNull(
                        context.getBean(HealthEndpointGroups.class).get("readiness"))
                .isMember(contributor);
    }

    private static ConfigurableApplicationContext started(RedisServer redis, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--management.endpoint.health.probes.enabled=true",
                "--management.endpoint.health.show-details=always",
                "--posse.store.uri=" + redis.uri(),
                "--posse.initialize=true",
                "--posse.node=shop-1"));
        arguments.addAll(List.of(more));
        return SpringApplication.run(Application.class, arguments.toArray(String[]::new));
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
