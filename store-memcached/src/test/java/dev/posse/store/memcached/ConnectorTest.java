package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.spy.memcached.BroadcastOpFactory;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client of the library is asked for its servers")
class ConnectorTest {

    /** Some of whose servers lose their connections at the very moment that the library writes their names to its log. */
    private static final class Losing extends MemcachedClient {

        private int losses;

        Losing(int losses) throws IOException {
            super(
                    new ReconnectingConnection.Factory(
                            MemcachedUri.parse("memcached://127.0.0.1:40001").settings()),
                    List.of(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40001),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40002)));
            this.losses = losses;
        }

        @Override
        public CountDownLatch broadcastOp(BroadcastOpFactory factory) {
            CountDownLatch latch = super.broadcastOp(factory);
            if (losses-- > 0) {
                throw new CancelledKeyException();
            }
            return latch;
        }
    }

    @Test
    @DisplayName("and tells each of them once, though connections end meanwhile")
    void whileConnectionsEnd() throws IOException {
        MemcachedClient client = new Losing(2);
        try {
            assertEquals(2, Connector.nodes(client).size());
        } finally {
            client.shutdown();
        }
    }

    @Test
    @DisplayName("and where that never ends, the store says so")
    void never() throws IOException {
        MemcachedClient client = new Losing(Integer.MAX_VALUE);
        try {
            StoreException thrown = assertThrows(StoreException.class, () -> Connector.nodes(client));
            String said = String.valueOf(thrown.getMessage());
            assertTrue(said.contains("connections"), said);
        } finally {
            client.shutdown();
        }
    }

    @Test
    @DisplayName("and cannot be asked any more once it is shut down")
    void shutDown() {
        MemcachedClient client = Connector.connect(MemcachedUri.parse("memcached://127.0.0.1:40001"));
        client.shutdown();

        StoreException thrown = assertThrows(StoreException.class, () -> Connector.nodes(client));
        String said = String.valueOf(thrown.getMessage());
        assertTrue(said.contains("shut down"), said);
    }
}
