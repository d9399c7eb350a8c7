package dev.posse.store.memcached;

import dev.posse.store.StoreException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes client objects of the library, and looks into them. */
final class Connector {

    private static final String LOGGER = "net.spy.log.LoggerImpl";

    private static final int TRIES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private Connector() {}

    static MemcachedClient connect(MemcachedUri uri) {
        logThroughSlf4j();
        List<InetSocketAddress> resolved = new ArrayList<>();
        for (InetSocketAddress address : uri.addresses()) {
            InetSocketAddress found = new InetSocketAddress(address.getHostString(), address.getPort());
            if (found.isUnresolved()) {
                throw new StoreException("The host " + address.getHostString() + " of the memcached URI is not known");
            }
            resolved.add(found);
        }
        try {
            return new MemcachedClient(new ReconnectingConnection.Factory(uri.settings()), resolved);
        } catch (IOException e) {
            throw new StoreException("No client for memcached " + resolved, e);
        }
    }

    /** The library asks once, when its first class loads; unless asked to, it writes to the console's error stream. */
    static void logThroughSlf4j() {
        if (System.getProperty(LOGGER) == null) {
            System.setProperty(LOGGER, "net.spy.memcached.compat.log.SLF4JLogger");
        }
    }

    /** The client's nodes: what it gives away readily are copies, to which nothing can be sent. */
    static List<MemcachedNode> nodes(MemcachedClient client) {
        for (int tries = 1; tries <= TRIES; tries++) {
            List<MemcachedNode> nodes = new ArrayList<>();
            try {
                var unused = client.broadcastOp((node, latch) -> {
                    nodes.add(node);
                    return neverSent(node);
                });
                return nodes;
            } catch (CancelledKeyException e) {
                // The library words each node for its log, and this one was losing its connection just then.
                LOG.debug("A connection ended while its server was asked for, try {}", tries, e);
            } catch (IllegalStateException e) {
                throw new StoreException("The memcached client is shut down, or its queue is full", e);
            }
        }
        throw new StoreException("The connections to memcached ended " + TRIES + " times in a row; is it reachable?");
    }

    private static BoundOperation<Reply> neverSent(MemcachedNode node) {
        Reply reply = new Reply() {};
        // Bound to no connection: the I/O thread throws it away.
        return new BoundOperation<>(new BinaryOperationFactory().noop(reply), reply, node, null);
    }

    /** Ends the client and waits, for a bounded time, for its I/O thread to be gone. */
    static void shutDown(MemcachedClient client, List<Server> servers) {
        client.shutdown();
        try {
            for (Server server : servers) {
                server.node().getConnection().join(Duration.ofSeconds(5).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
