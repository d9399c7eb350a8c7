package dev.posse.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import java.util.List;

/** How the client under the store has to behave, whatever the application has set for its own use. */
final class Options {

    private Options() {}

    static ClientOptions safe(ClientOptions base, RedisSettings settings) {
        SocketOptions socket = base.getSocketOptions()
                .mutate()
                .connectTimeout(settings.timeout())
                .keepAlive(true)
                .build();
        return base.mutate()
                // A connection that reconnects by itself forgets its WATCH, and EXEC writes over what others wrote. And
                // it
                // sends again what was under way when it broke: S9.
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                // Announced maintenance would move the connection under our feet; a cut is something we know how to
                // take.
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                // The store waits by itself, for the rest of a call's time, and keeps the answer that comes a moment
                // late
                // out of the way of the next command.
                .timeoutOptions(TimeoutOptions.builder().build())
                .socketOptions(socket)
                .build();
    }

    /** A copy with the time-out of the store: the client's own bounds connecting and the greeting. */
    static RedisURI timed(RedisURI uri, RedisSettings settings) {
        return copy(uri, settings.timeout(), 0);
    }

    /** A copy in which the sentinel of this number, counted round and round, comes first. */
    static RedisURI beginningWith(RedisURI uri, int first) {
        return copy(uri, uri.getTimeout(), first);
    }

    private static RedisURI copy(RedisURI uri, Duration timeout, int first) {
        RedisURI.Builder copy = RedisURI.builder(uri).withTimeout(timeout);
        // The client's own copy leaves the sentinels out, and then refuses to be without any server.
        List<RedisURI> sentinels = uri.getSentinels();
        for (int number = 0; number < sentinels.size(); number++) {
            RedisURI sentinel = sentinels.get(Math.floorMod(first + number, sentinels.size()));
            copy.withSentinel(RedisURI.builder(sentinel).withTimeout(timeout).build());
        }
        if (uri.getSentinelMasterId() != null) {
            copy.withSentinelMasterId(uri.getSentinelMasterId());
        }
        return copy.build();
    }
}
