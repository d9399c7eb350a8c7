package dev.posse.spring;

import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.observe.JmxObserver;
import dev.posse.observe.PosseObserver;
import dev.posse.store.CasKeyValueStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Opens a store and a node on it, by the properties under {@code posse}. Who defines a bean of either type gets that one instead.
 *
 * <p>All beans of the type {@link PosseObserver} hear the node's events, in their order.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "posse.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PosseProperties.class)
public final class PosseAutoConfiguration {

    /** Made by Spring. */
    public PosseAutoConfiguration() {}

    /** The store that {@code posse.store.uri} names; closed after the node. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    CasKeyValueStore posseStore(PosseProperties properties) {
        PropertyMapping settings = new PropertyMapping(properties);
        return new Opening(properties.store().openRetry()).opened(settings::openStore);
    }

    /** The node. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Posse posse(CasKeyValueStore store, PosseProperties properties, ObjectProvider<PosseObserver> observers) {
        PosseBuilder settings = new PropertyMapping(properties).on(store);
        observers.orderedStream().forEach(settings::observer);
        Posse posse = new Opening(properties.store().openRetry()).opened(() -> {
            if (properties.initialize()) {
                String unused = Posse.initialize(store);
            }
            return settings.open();
        });
        if (!properties.patrol().enabled()) {
            posse.stopPatrols();
        }
        return posse;
    }

    /** Shows the node where the application shows its beans. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "spring.jmx.enabled", havingValue = "true")
    JmxObserver posseJmxObserver() {
        return new JmxObserver();
    }

    @Bean
    @ConditionalOnBean(Posse.class)
    PatrolLifecycle possePatrols(Posse posse, PosseProperties properties) {
        return new PatrolLifecycle(posse, properties.patrol().enabled());
    }
}
