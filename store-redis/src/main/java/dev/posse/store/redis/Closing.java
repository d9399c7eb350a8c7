package dev.posse.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;

/** Closes connections without waiting for it. */
final class Closing {

    private Closing() {}

    static void begin(StatefulRedisConnection<?, ?> connection) {
        // Nothing is left to be done if it fails: the connection is out of use already.
        var unused = connection.closeAsync();
    }
}
