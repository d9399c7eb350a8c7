package dev.posse.store.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks a server that was just connected to whether it is a master. */
final class RoleCheck {

    private RoleCheck() {}

    /** Returns the connection, or fails and closes it if the server is a replica. */
    static CompletableFuture<StatefulRedisConnection<byte[], byte[]>> requireMaster(
            StatefulRedisConnection<byte[], byte[]> connection) {
        return connection.async().role().toCompletableFuture().handle((role, error) -> {
            // Who may not ask (ROLE needs a permission, and proxies do not know it) relies on READONLY instead.
            if (error != null || isMaster(role)) {
                return connection;
            }
            var unused = connection.closeAsync();
            throw new RedisConnectionException(
                    "this server is a replica, whose reads lag: name its master, or" + " the sentinels");
        });
    }

    private static boolean isMaster(List<Object> role) {
        return role.isEmpty()
                || !(role.get(0) instanceof byte[] name)
                || new String(name, StandardCharsets.US_ASCII).equals("master");
    }
}
