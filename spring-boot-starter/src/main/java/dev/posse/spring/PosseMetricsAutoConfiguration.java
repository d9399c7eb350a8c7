package dev.posse.spring;

import dev.posse.observe.MicrometerObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts and times the node's events, where the application has a registry of meters. */
@AutoConfiguration(
        before = PosseAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class PosseMetricsAutoConfiguration {

    /** Made by Spring. */
    public PosseMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MicrometerObserver posseMicrometerObserver(MeterRegistry registry) {
        return new MicrometerObserver(registry);
    }
}
