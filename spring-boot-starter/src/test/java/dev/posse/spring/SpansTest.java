package dev.posse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.RecoveryBranch;
import dev.posse.observe.Subject;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayName("OpenTelemetry spans, in an application as Boot puts it together")
class SpansTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    ObservationAutoConfiguration.class,
                    OpenTelemetryAutoConfiguration.class,
                    OpenTelemetryTracingAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class,
                    PosseMetricsAutoConfiguration.class,
                    PosseObservationAutoConfiguration.class,
                    PosseAutoConfiguration.class))
            .withBean(io.opentelemetry.sdk.trace.SpanProcessor.class, () -> SimpleSpanProcessor.create(exporter))
            .withPropertyValues(
                    "posse.store.uri=memory:", "posse.node=shop-1", "management.tracing.sampling.probability=1");

    @Test
    @DisplayName("lead from the caller to the purchase and to each step, with true times; meters count nothing twice")
    void tree() {
        application.run(context -> {
            Posse posse = context.getBean(Posse.class);
            posse.accounts().open("alice");
            posse.accounts().deposit("alice", "voucher", 1_000);
            posse.campaigns().create("drop", 250, 10);
            Observation.createNotStarted("checkout", context.getBean(ObservationRegistry.class))
                    .observe(() ->
                            posse.purchase(PurchaseRequest.of("alice", "drop").withPurchaseId("order-1")));

            SpanData caller = span("checkout");
            SpanData purchase = span("posse purchase");
            assertThat(purchase.getParentSpanId()).isEqualTo(caller.getSpanId());
            assertThat(purchase.getTraceId()).isEqualTo(caller.getTraceId());
            assertThat(tag(purchase, "purchase.id")).isEqualTo("order-1");
            assertThat(tag(purchase, "outcome")).isEqualTo("PURCHASED");
            assertThat(purchase.getEndEpochNanos() - purchase.getStartEpochNanos())
                    .isPositive();
            List<SpanData> steps = exporter.getFinishedSpanItems().stream()
                    .filter(span -> span.getParentSpanId().equals(purchase.getSpanId()))
                    .toList();
            assertThat(steps.stream().map(SpanData::getName))
                    .contains("posse D2", "posse D3", "posse D4", "posse D5", "posse D6");
            assertThat(steps).allSatisfy(step -> {
                assertThat(step.getStartEpochNanos()).isGreaterThanOrEqualTo(purchase.getStartEpochNanos());
                assertThat(step.getEndEpochNanos()).isLessThanOrEqualTo(purchase.getEndEpochNanos());
            });
            assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain("alice");
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("checkout").timers()).isNotEmpty();
            assertThat(meters.find("posse.purchase").timers()).isEmpty();
        });
    }

    @Test
    @DisplayName("link the posse's recovery to the purchase that it finished")
    void link() {
        application.run(context -> {
            Subject sale = Subject.NONE
                    .withAccount("alice")
                    .withCampaign("drop")
                    .withSlot(1)
                    .withPurchase("order-1");
            ObservationObserver observer = context.getBean(ObservationObserver.class);
            observer.onEvent(new PosseEvent.PurchaseEnded(
                    "shop-1",
                    sale,
                    new dev.posse.outcome.PurchaseOutcome.InDoubt("order-1", "no answer"),
                    java.util.Optional.empty(),
                    Duration.ofMillis(5)));
            observer.onEvent(new PosseEvent.Recovered("shop-1", sale, RecoveryBranch.R3B_II, Duration.ofMillis(500)));
            SpanData purchase = span("posse purchase");
            SpanData recovery = span("posse recovery");
            assertThat(recovery.getTraceId()).isNotEqualTo(purchase.getTraceId());
            assertThat(tag(recovery, "purchase.id")).isEqualTo("order-1");
            assertThat(recovery.getLinks())
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.getSpanContext().getSpanId()).isEqualTo(purchase.getSpanId()));
        });
    }

    @Test
    @DisplayName("are not there where the property says so")
    void off() {
        application
                .withPropertyValues("posse.observations.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ObservationObserver.class));
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + exporter.getFinishedSpanItems()));
    }

    private static String tag(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(io.opentelemetry.api.common.AttributeKey.stringKey(key)));
    }
}
