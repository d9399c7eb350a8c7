package dev.posse.spring;

import dev.posse.Posse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A node's health in Boot 4, which has the types of health in packages of its own; {@link ActuatorHealthAutoConfiguration} is its twin, line by line. */
@AutoConfiguration(
        after = PosseAutoConfiguration.class,
        afterName =
                "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass(
        name = {
            "org.springframework.boot.health.contributor.HealthIndicator",
            "org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups"
        })
@ConditionalOnBean(Posse.class)
public final class HealthAutoConfiguration {

    /** Made by Spring. */
    public HealthAutoConfiguration() {}

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
