package dev.posse.spring;

import dev.posse.Posse;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What a node's health is, in the words of no line of Boot. */
record NodeReport(boolean isUp, Map<String, Object> details) {

    /** Of the contributor: its bean's name without the ending. */
    static final String NAME = "posse";

    static final String INDICATOR = "posseHealthIndicator";
    static final String READINESS = "readiness";

    static NodeReport of(Posse posse, PosseProperties properties) {
        return new NodeReport(posse.isPatrolling() || !properties.patrol().enabled(), Map.of("node", posse.name()));
    }

    /** Not where the application says itself what is in the group. */
    static boolean isInReadiness(Environment environment) {
        return environment.getProperty("posse.health.readiness", Boolean.class, true)
                && !Binder.get(environment)
                        .bind("management.endpoint.health.group.readiness.include", Bindable.setOf(String.class))
                        .isBound();
    }
}
