package dev.posse.spring;

import dev.posse.Posse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A node's health in Boot 3.5, which has the types of health in packages of its own; {@link HealthAutoConfiguration} is its twin, line by line. */
@AutoConfiguration(
        after = PosseAutoConfiguration.class,
        afterName = "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.health.HealthIndicator",
            "org.springframework.boot.actuate.health.HealthEndpointGroups"
        })
@ConditionalOnBean(Posse.class)
public final class ActuatorHealthAutoConfiguration {

    /** Made by Spring. */
    public ActuatorHealthAutoConfiguration() {}

    /** Looked at only where its types are there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("posse")
    static final class Indicators {

        @Bean
        @ConditionalOnMissingBean(name = NodeReport.INDICATOR)
        HealthIndicator posseHealthIndicator(Posse posse, PosseProperties properties) {
            return () -> health(NodeReport.health(posse.status(), properties));
        }

        @Bean
        @ConditionalOnMissingBean(name = NodeReport.READINESS_INDICATOR)
        HealthIndicator posseReadinessHealthIndicator(Posse posse) {
            return () -> health(NodeReport.readiness(posse.status()));
        }

        private static Health health(NodeReport report) {
            Health.Builder health = report.isUp() ? Health.up() : Health.down();
            return health.withDetails(report.details()).build();
        }

        /** After Boot's own, which adds the groups for the probes. */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        static HealthEndpointGroupsPostProcessor posseReadiness(Environment environment) {
            boolean inReadiness = NodeReport.isInReadiness(environment);
            return groups -> {
                Map<String, HealthEndpointGroup> all = new LinkedHashMap<>();
                for (String name : groups.getNames()) {
                    HealthEndpointGroup group = Objects.requireNonNull(groups.get(name), name);
                    boolean shows = inReadiness && name.equals(NodeReport.READINESS_GROUP);
                    all.put(name, shows ? new WithReadiness(group, true) : group);
                }
                return HealthEndpointGroups.of(new WithReadiness(groups.getPrimary(), false), all);
            };
        }
    }

    /** A group that shows whether buyers should be sent here, or, as the one of everything, the node's health alone. */
    private record WithReadiness(HealthEndpointGroup group, boolean shows) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return name.equals(NodeReport.READINESS) ? shows : group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext security) {
            return group.showComponents(security);
        }

        @Override
        public boolean showDetails(SecurityContext security) {
            return group.showDetails(security);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return group.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return group.getAdditionalPath();
        }
    }
}
