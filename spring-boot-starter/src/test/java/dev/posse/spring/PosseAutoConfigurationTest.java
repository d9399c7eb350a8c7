package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.JmxObserver;
import dev.posse.observe.MicrometerObserver;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseObserver;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayName("The starter's beans")
class PosseAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PosseMetricsAutoConfiguration.class,
                    PosseObservationAutoConfiguration.class,
                    PosseAutoConfiguration.class,
                    ActuatorHealthAutoConfiguration.class,
                    HealthAutoConfiguration.class))
            .withPropertyValues("posse.store.open-retry=0s");

    @Test
    @DisplayName("a node on a real Redis sells, and closes with the context, the node before the store")
    void sells() {
        try (RedisServer redis = RedisServer.started()) {
            application
                    .withPropertyValues("posse.store.uri=" + redis.uri(), "posse.initialize=true", "posse.node=shop-1")
                    .run(context -> {
                        Posse posse = context.getBean(Posse.class);
                        assertThat(posse.name()).isEqualTo("shop-1");
                        assertThat(bought(posse)).isInstanceOf(PurchaseOutcome.Purchased.class);
                        assertThat(posse.audit().isBalanced()).isTrue();
                        context.close();
                        assertThat(posse.isPatrolling()).isFalse();
                    });
        }
    }

    @Test
    @DisplayName("an application with a store and a node of its own gets those")
    void backsOff() {
        CasKeyValueStore store = CasKeyValueStore.open("memory:");
        application.withBean(CasKeyValueStore.class, () -> store).run(context -> {
            assertThat(context.getBean(CasKeyValueStore.class)).isSameAs(store);
            Posse own = context.getBean(Posse.class);
            application
                    .withBean(CasKeyValueStore.class, () -> store)
                    .withBean("mine", Posse.class, () -> own)
                    .run(other -> assertThat(other.getBean(Posse.class)).isSameAs(own));
        });
    }

    @Test
    @DisplayName("all observers hear the node's events")
    void observers() {
        List<PosseEvent> first = new CopyOnWriteArrayList<>();
        List<PosseEvent> second = new CopyOnWriteArrayList<>();
        application
                .withPropertyValues("posse.store.uri=memory:")
                .withBean("first", PosseObserver.class, () -> first::add)
                .withBean("second", PosseObserver.class, () -> second::add)
                .run(context -> {
                    assertThat(bought(context.getBean(Posse.class))).isInstanceOf(PurchaseOutcome.Purchased.class);
                    assertThat(first).hasAtLeastOneElementOfType(PosseEvent.PurchaseEnded.class);
                    assertThat(second).hasAtLeastOneElementOfType(PosseEvent.PurchaseEnded.class);
                });
    }

    @Test
    @DisplayName("a registry of meters counts the purchases")
    void meters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        application
                .withPropertyValues("posse.store.uri=memory:")
                .withBean(SimpleMeterRegistry.class, () -> registry)
                .run(context -> {
                    assertThat(context).hasSingleBean(MicrometerObserver.class);
                    assertThat(bought(context.getBean(Posse.class))).isInstanceOf(PurchaseOutcome.Purchased.class);
                    assertThat(registry.get("posse.purchase")
                                    .tag("outcome", "PURCHASED")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    @DisplayName("gauges tell whether the node can sell; JMX shows it where it is switched on")
    void gaugesAndJmx() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        application
                .withPropertyValues("posse.store.uri=memory:", "posse.node=shop-9", "spring.jmx.enabled=true")
                .withBean(SimpleMeterRegistry.class, () -> registry)
                .run(context -> {
                    assertThat(registry.get("posse.can.sell").gauge().value()).isEqualTo(1);
                    assertThat(ManagementFactory.getPlatformMBeanServer()
                                    .queryNames(null, null)
                                    .toString())
                            .contains("shop-9");
                });
        application
                .withPropertyValues("posse.store.uri=memory:")
                .run(context -> assertThat(context).doesNotHaveBean(JmxObserver.class));
    }

    @Test
    @DisplayName("an application without Micrometer and actuator, and one without a tracer, start as well")
    void withoutOptionalParts() {
        application
                .withPropertyValues("posse.store.uri=memory:")
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.actuate", "org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Posse.class)
                        .doesNotHaveBean("posseMicrometerObserver")
                        .doesNotHaveBean("posseHealthIndicator"));
        application
                .withPropertyValues("posse.store.uri=memory:")
                .run(context ->
                        assertThat(context).hasSingleBean(Posse.class).doesNotHaveBean(ObservationObserver.class));
    }

    @Test
    @DisplayName("posse.enabled=false leaves nothing but the properties out")
    void disabled() {
        application
                .withPropertyValues("posse.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Posse.class)
                        .doesNotHaveBean(CasKeyValueStore.class));
    }

    @Test
    @DisplayName("the node patrols from the start on, or never where the property says so")
    void patrols() {
        application
                .withPropertyValues("posse.store.uri=memory:")
                .run(context ->
                        assertThat(context.getBean(Posse.class).isPatrolling()).isTrue());
        application
                .withPropertyValues("posse.store.uri=memory:", "posse.patrol.enabled=false")
                .run(context ->
                        assertThat(context.getBean(Posse.class).isPatrolling()).isFalse());
    }

    private static PurchaseOutcome bought(Posse posse) {
        posse.accounts().open("alice");
        posse.accounts().deposit("alice", "voucher", 1_000);
        posse.campaigns().create("drop", 250, 10);
        return posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1"));
    }
}
