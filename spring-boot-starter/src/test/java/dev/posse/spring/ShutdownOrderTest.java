package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@DisplayName("An application that ends")
class ShutdownOrderTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SlowPage slowPage(Posse posse) {
            return new SlowPage(posse);
        }
    }

    /** A request that is under way when the application ends, and needs the node after that. */
    @RestController
    static final class SlowPage {

        private final Posse posse;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        SlowPage(Posse posse) {
            this.posse = posse;
        }

        @GetMapping("/slow")
        String slow() throws InterruptedException {
            asked.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            posse.accounts().open("alice");
            return "opened, patrolling: " + posse.isPatrolling();
        }
    }

    @Test
    @DisplayName("stops its patrols first, then finishes its requests, then closes the node, then the store")
    void order() throws Exception {
        ConfigurableApplicationContext context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.shutdown=graceful",
                "--spring.main.banner-mode=off",
                "--posse.store.uri=memory:");
        Posse posse = context.getBean(Posse.class);
        CasKeyValueStore store = context.getBean(CasKeyValueStore.class);
        SlowPage page = context.getBean(SlowPage.class);
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/slow"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.asked.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> ended = CompletableFuture.runAsync(context::close);
        Waiting.until("the patrols have stopped", () -> !posse.isPatrolling());
        assertThat(ended).isNotDone();
        page.goOn.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("opened, patrolling: false");
        ended.get(30, TimeUnit.SECONDS);
        assertThat(posse.status().open()).isFalse();
        assertThat(store)
                .satisfies(
                        closed -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> closed.get("account/alice"))
                                .isInstanceOf(IllegalStateException.class));
    }
}
