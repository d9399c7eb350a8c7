package dev.posse.spring;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Tells of purchases and their steps as observations, where the application has a tracer that makes spans of them. */
@AutoConfiguration(
        before = PosseAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration"
        })
@ConditionalOnClass({ObservationRegistry.class, Tracer.class})
@ConditionalOnBean({ObservationRegistry.class, Tracer.class})
@ConditionalOnProperty(name = "posse.observations.enabled", matchIfMissing = true)
public final class PosseObservationAutoConfiguration {

    /** Made by Spring. */
    public PosseObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ObservationObserver posseObservationObserver(ObservationRegistry registry) {
        return new ObservationObserver(registry);
    }

    /** Before the handlers of Boot, of which the first that fits is taken. */
    @Bean
    @ConditionalOnMissingBean
    @Order(0)
    PosseTracingHandler posseTracingHandler(Tracer tracer) {
        return new PosseTracingHandler(tracer);
    }

    /** The node's meters count and time the same events, with their true times. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterObservationHandler.class)
    static final class WithMeters {

        @Bean
        @Order(0)
        MeterObservationHandler<PosseObservationContext> possePassesMetersBy() {
            return new PassesBy();
        }
    }

    private static final class PassesBy implements MeterObservationHandler<PosseObservationContext> {

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof PosseObservationContext;
        }
    }
}
