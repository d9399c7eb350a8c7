package dev.posse.spring;

import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.store.CasKeyValueStore;
import java.util.Objects;

/** Hands the properties to the library, and says by the property's name which one it refuses. */
final class PropertyMapping {

    private static final String URI = "posse.store.uri";

    private final PosseProperties properties;

    PropertyMapping(PosseProperties properties) {
        this.properties = properties;
    }

    CasKeyValueStore openStore() {
        String uri = Objects.requireNonNullElse(properties.store().uri(), "");
        if (uri.isBlank()) {
            throw new PosseStartException(
                    URI + " is not set, so that Posse knows no store.",
                    "Set " + URI
                            + ", such as redis://user:password@host:6379/0 with dev.posse:posse-store-redis on the class path, or"
                            + " memory: to try it out. Or define a bean of the type CasKeyValueStore, or set posse.enabled=false.");
        }
        try {
            return CasKeyValueStore.open(uri);
        } catch (IllegalArgumentException e) {
            throw refused(URI, e);
        }
    }

    PosseBuilder on(CasKeyValueStore store) {
        PosseBuilder builder = Posse.on(store);
        String node = properties.node();
        if (node != null && !node.isBlank()) {
            set("posse.node", () -> builder.node(node));
        }
        set("posse.nodes", () -> builder.nodes(properties.nodes()));
        set("posse.grace", () -> builder.grace(properties.grace()));
        set("posse.patience", () -> builder.patience(properties.patience()));
        set(
                "posse.patrol.per-second",
                () -> builder.patrolsPerSecond(properties.patrol().perSecond()));
        set(
                "posse.patrol.reads-per-second",
                () -> builder.patrolReadsPerSecond(properties.patrol().readsPerSecond()));
        if (properties.login() == PosseProperties.Login.CANCEL) {
            builder.cancelAtLogin();
        }
        if (properties.settleBehind().threads() != 0) {
            set(
                    "posse.settle-behind.threads or posse.settle-behind.waiting",
                    () -> builder.settleBehind(
                            properties.settleBehind().threads(),
                            properties.settleBehind().waiting()));
        }
        return builder;
    }

    private static void set(String property, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            throw refused(property, e);
        }
    }

    private static PosseStartException refused(String property, IllegalArgumentException why) {
        return new PosseStartException(property + " is refused: " + why.getMessage(), "Correct " + property + ".", why);
    }
}
