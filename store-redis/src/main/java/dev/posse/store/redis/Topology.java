package dev.posse.store.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Which server holds which key. */
interface Topology {

    /** The server that holds the key, as far as is known; empty if none is known. */
    Optional<RedisNode> nodeOf(byte[] redisKey);

    /** The server at an address that another one named. */
    RedisNode at(RedisNode from, ServerAddress address);

    /** Whether one server holds all keys, whichever it is at the moment. */
    boolean isOneServer();

    /** All servers that hold keys. */
    List<RedisNode> masters();

    /** Something says that the view is out of date: it is looked up again, in the background and not too often. */
    void lookAgain();

    /** Closes all connections; ends when they are closed. */
    CompletableFuture<Void> close();
}
