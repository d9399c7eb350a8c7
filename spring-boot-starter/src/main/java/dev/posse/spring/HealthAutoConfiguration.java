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
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A node's health in Boot 4, which has the types of health in packages of its own. */
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
@ConditionalOnEnabledHealthIndicator("posse")
public final class HealthAutoConfiguration {

    /** Made by Spring. */
    public HealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = NodeReport.INDICATOR)
    HealthIndicator posseHealthIndicator(Posse posse, PosseProperties properties) {
        return () -> health(NodeReport.of(posse, properties));
    }

    private static Health health(NodeReport report) {
        Health.Builder health = report.isUp() ? Health.up() : Health.down();
        return health.withDetails(report.details()).build();
    }

    /** After Boot's own, which adds the groups for the probes. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static HealthEndpointGroupsPostProcessor posseReadiness(Environment environment) {
        return groups -> NodeReport.isInReadiness(environment) ? withReadiness(groups) : groups;
    }

    private static HealthEndpointGroups withReadiness(HealthEndpointGroups groups) {
        Map<String, HealthEndpointGroup> all = new LinkedHashMap<>();
        for (String name : groups.getNames()) {
            HealthEndpointGroup group = Objects.requireNonNull(groups.get(name), name);
            all.put(name, name.equals(NodeReport.READINESS) ? new WithPosse(group) : group);
        }
        return HealthEndpointGroups.of(groups.getPrimary(), all);
    }

    /** The readiness group, and Posse in it. */
    private record WithPosse(HealthEndpointGroup group) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return name.equals(NodeReport.NAME) || group.isMember(name);
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
