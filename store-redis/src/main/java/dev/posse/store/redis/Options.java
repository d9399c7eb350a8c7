package dev.posse.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;

/** How the client under the store has to behave, whatever the application has set for its own use. */
final class Options {

    private Options() {}

    static ClientOptions safe(ClientOptions base, RedisSettings settings) {
        SocketOptions socket = base.getSocketOptions()
                .mutate()
                .connectTimeout(settings.timeout())
                .keepAlive(true)
                .build();
        return MaintenanceNotices.ignoredIn(base.mutate())
                // A connection that reconnects by itself forgets its WATCH, and EXEC writes over what
                // others wrote. And it sends again what was under way when it broke: S9.
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                // The store waits by itself, for the rest of a call's time, and keeps the
                // answer that comes a moment late out of the way of the next command.
                .timeoutOptions(TimeoutOptions.builder().build())
                .socketOptions(socket)
                .build();
    }

    /** A copy with the time-out of the store: the client's own bounds connecting and the greeting. */
    static RedisURI timed(RedisURI uri, RedisSettings settings) {
        RedisURI.Builder copy = RedisURI.builder(uri).withTimeout(settings.timeout());
        // The client's own copy leaves the sentinels out, and then refuses to be without any server.
        for (RedisURI sentinel : uri.getSentinels()) {
            copy.withSentinel(
                    RedisURI.builder(sentinel).withTimeout(settings.timeout()).build());
        }
        if (uri.getSentinelMasterId() != null) {
            copy.withSentinelMasterId(uri.getSentinelMasterId());
        }
        return copy.build();
    }
}
