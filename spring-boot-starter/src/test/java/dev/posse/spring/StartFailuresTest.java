package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

@DisplayName("A start that fails says which property is concerned and what to do")
class StartFailuresTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(PosseAutoConfiguration.class))
            .withPropertyValues("posse.store.open-retry=0s");

    @Test
    @DisplayName("no URI")
    void noUri() {
        analyzed(application, analysis -> {
            assertThat(analysis.getDescription()).contains("posse.store.uri is not set");
            assertThat(analysis.getAction()).contains("redis://", "memory:");
        });
    }

    @ParameterizedTest
    @DisplayName("a value that the library refuses")
    @CsvSource({
        "posse.store.uri, redis://, posse.store.uri",
        "posse.store.uri, nosuch://host, posse.store.uri",
        "posse.node, my shop, posse.node",
        "posse.nodes, 0, posse.nodes",
        "posse.grace, -1s, posse.grace",
        "posse.patience, -1s, posse.patience",
        "posse.patrol.per-second, 0, posse.patrol.per-second",
        "posse.patrol.reads-per-second, 0, posse.patrol.reads-per-second",
        "posse.settle-behind.threads, 65, posse.settle-behind.threads",
        "posse.settle-behind.threads, -1, posse.settle-behind.threads"
    })
    void refused(String property, String value, String named) {
        analyzed(
                application.withPropertyValues("posse.store.uri=memory:", property + "=" + value),
                analysis -> assertThat(analysis.getAction()).contains(named));
    }

    @ParameterizedTest
    @DisplayName("a property that there is none of, by its name")
    @ValueSource(strings = {"posse.nodez", "posse.store.url", "posse.patrol.per-minute"})
    void misspelt(String property) {
        analyzed(
                application.withPropertyValues("posse.store.uri=memory:", property + "=7"),
                analysis -> assertThat(analysis.getDescription()).contains(property));
    }

    @Test
    @DisplayName("a database that is not there, and no password in what is said")
    void unreachable() {
        analyzed(
                application.withPropertyValues(
                        "posse.store.uri=redis://shop:geheim@127.0.0.1:" + RedisServer.freePort()),
                analysis -> {
                    assertThat(analysis.getDescription())
                            .contains("posse.store.uri")
                            .doesNotContain("geheim");
                    assertThat(analysis.getAction()).contains("posse.store.open-retry");
                });
    }

    @Test
    @DisplayName("a database that was never set up: nothing is set up unasked")
    void notInitialized() {
        try (RedisServer redis = RedisServer.started()) {
            analyzed(application.withPropertyValues("posse.store.uri=" + redis.uri()), analysis -> {
                assertThat(analysis.getDescription()).contains("never set up");
                assertThat(analysis.getAction()).contains("posse.initialize=true", "./posse init");
            });
        }
    }

    @Test
    @DisplayName("libraries that do not fit: what to set, and not only what is missing, as Boot would say")
    void unfitting() {
        IllegalStateException cannotWork = new IllegalStateException(
                "The Redis store cannot work with Lettuce 1 and Netty 2", new NoSuchMethodError("connectAsync"));
        Throwable failure = failure(() -> new Opening(Duration.ZERO).opened(() -> {
            throw cannotWork;
        }));

        FailureAnalysis analysis = analysis(failure);
        assertThat(analysis.getDescription()).contains("Lettuce 1 and Netty 2");
        assertThat(analysis.getAction()).contains("lettuce.version", "netty.version");
    }

    @Test
    @DisplayName("a database that comes up a second after the application is waited for")
    void comesUpLater() {
        int port = RedisServer.freePort();
        CompletableFuture<RedisServer> later = CompletableFuture.supplyAsync(
                () -> RedisServer.launchedOn(port), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        application
                .withPropertyValues(
                        "posse.store.uri=redis://127.0.0.1:" + port,
                        "posse.store.open-retry=20s",
                        "posse.initialize=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Posse.class).campaigns().list()).isEmpty();
                });
        later.join().close();
    }

    @Test
    @DisplayName("an application that is stopped while it waits for the database stops waiting")
    void interrupted() throws InterruptedException {
        Opening opening = new Opening(Duration.ofMinutes(10));
        Thread waiting = new Thread(() -> assertThat(failure(() -> opening.opened(() -> {
                    throw new dev.posse.store.StoreException("down");
                })))
                .isInstanceOf(PosseStartException.class));
        waiting.start();
        waiting.interrupt();
        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
    }

    private static Throwable failure(Runnable failing) {
        try {
            failing.run();
        } catch (PosseStartException e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    private static void analyzed(ApplicationContextRunner failing, Consumer<FailureAnalysis> judge) {
        failing.run(context -> {
            assertThat(context).hasFailed();
            judge.accept(analysis(context.getStartupFailure()));
        });
    }

    /** As an application does that starts: the analyzers are looked up where Boot looks them up, and the first that knows is heard. */
    private static FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, error) -> {})
                .stream()
                .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(failure)))
                .findFirst()
                .orElseThrow();
    }
}
