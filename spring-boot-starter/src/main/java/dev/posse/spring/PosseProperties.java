package dev.posse.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties under {@code posse}.
 *
 * @param enabled Whether a store and a node are opened.
 * @param initialize Whether a database that was never set up is set up at the start. Needed once in the life of a database; leave it
 *     off otherwise, so that an empty database is noticed and not sold on.
 * @param node Name of this node in events, meters and documents; a random one by default. Two instances that run at the same time have
 *     two names.
 * @param nodes How many instances share the patrols.
 * @param login What a login does with a purchase that a dead node left half done.
 * @param grace How long a patrol lets a sale that it finds half done be finished by its own node.
 * @param patience From which age on a lock in the way of a purchase of the same account is resolved instead of respected.
 * @param store Where everything is kept.
 * @param patrol How this node patrols.
 * @param settleBehind Whether sales are settled behind the answer.
 * @param health What the health endpoint shows.
 * @param observations What tracing shows.
 */
@ConfigurationProperties(prefix = "posse", ignoreUnknownFields = false)
public record PosseProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean initialize,
        @Nullable String node,
        @DefaultValue("10") int nodes,
        @DefaultValue("finish") Login login,
        @DefaultValue("100ms") Duration grace,
        @DefaultValue("5s") Duration patience,
        @DefaultValue Store store,
        @DefaultValue Patrol patrol,
        @DefaultValue SettleBehind settleBehind,
        @DefaultValue Health health,
        @DefaultValue Observations observations) {

    /** What a login does with a purchase that a dead node left half done. */
    public enum Login {
        /** Finishes it. */
        FINISH,
        /** Calls it off, unless it was decided. */
        CANCEL
    }

    /**
     * The properties under {@code posse.store}.
     *
     * @param uri URI of the store, such as redis://user:password@host:6379/0. The module of its scheme is on the class path.
     * @param openRetry How long a store that does not answer at the start is tried again; zero fails at once.
     */
    public record Store(
            @Nullable String uri, @DefaultValue("30s") Duration openRetry) {}

    /**
     * The properties under {@code posse.patrol}.
     *
     * @param enabled Whether this node patrols. Where no node does, what a dead node left half done waits for the buyer's next call.
     * @param perSecond How often each busy campaign is patrolled at the least, over all nodes.
     * @param readsPerSecond What the patrols that find nothing may cost the store, over all nodes.
     */
    public record Patrol(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1") double perSecond,
            @DefaultValue("2000") int readsPerSecond) {}

    /**
     * The properties under {@code posse.settle-behind}.
     *
     * @param threads How many threads settle sales behind the answer; zero settles each sale before its buyer is answered.
     * @param waiting How many sales may wait for such a thread.
     */
    public record SettleBehind(
            @DefaultValue("0") int threads,
            @DefaultValue("1000") int waiting) {}

    /**
     * The properties under {@code posse.health}.
     *
     * @param readiness Whether the readiness group shows this node's health, so that no buyer is sent to a node that cannot sell.
     */
    public record Health(@DefaultValue("true") boolean readiness) {}

    /**
     * The properties under {@code posse.observations}.
     *
     * @param enabled Whether a purchase and its steps become spans, where the application has a tracer.
     */
    public record Observations(@DefaultValue("true") boolean enabled) {}
}
