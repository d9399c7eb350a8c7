package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreException;
import dev.posse.store.memcached.BoundOperation.End;
import dev.posse.store.memcached.Server.Connection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.ops.StoreType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the client library would send to a restarted server is not sent. */
class BoundOperationTest {

    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private static MemcachedClient client(MemcachedProcess server, FailureMode mode) throws Exception {
        Connector.logThroughSlf4j();
        return new MemcachedClient(
                new ConnectionFactoryBuilder()
                        .setProtocol(ConnectionFactoryBuilder.Protocol.BINARY)
                        .setFailureMode(mode)
                        .setMaxReconnectDelay(1)
                        .setDaemon(true)
                        .build(),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
    }

    private static Connection connected(Server server) throws InterruptedException {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try {
                server.open(SOON);
                return server.forReading(SOON);
            } catch (StoreException e) {
                // The client connects in its own time.
                Thread.sleep(10);
            }
        }
        throw new AssertionError("no connection");
    }

    /** The library notices the end of a connection only when it has something to send. */
    private static void disconnected(Server server) {
        for (int attempt = 0; server.isConnected(); attempt++) {
            assertTrue(attempt < 1000, "still connected");
            assertThrows(StoreException.class, () -> server.stats(null, Deadline.in(Duration.ofMillis(100))));
        }
    }

    private static BoundOperation<Reply.Stored> stored(
            Server server, Connection over, StoreType type, long cas, String value) {
        Reply.Stored reply = new Reply.Stored();
        byte[] bytes = value.getBytes(UTF_8);
        return server.send(
                over,
                reply,
                cas == 0
                        ? server.operations().store(type, "key", 0, 0, bytes, reply)
                        : server.operations().cas(type, "key", cas, 0, 0, bytes, reply));
    }

    @ParameterizedTest
    @EnumSource(FailureMode.class)
    @DisplayName("S5, S8: a swap that waited for the connection is not written to the restarted server")
    void waited(FailureMode mode) throws Exception {
        try (MemcachedProcess process = MemcachedProcess.start()) {
            MemcachedClient client = client(process, mode);
            Server server = new Server(client, Connector.nodes(client).get(0), "m");
            Connection before = connected(server);
            BoundOperation<Reply.Stored> first = stored(server, before, StoreType.add, 0, "old");
            assertEquals(End.ANSWERED, first.await(SOON));
            long cas = first.reply().cas().orElseThrow();
            process.kill();
            disconnected(server);
            // As a caller does that looked at the connection just before it broke; the client takes it and waits.
            BoundOperation<Reply.Stored> late = stored(server, before, StoreType.replace, cas, "must not be written");
            process.startAgain();
            Connection after = connected(server);
            BoundOperation<Reply.Stored> other = stored(server, after, StoreType.add, 0, "new");
            assertEquals(End.ANSWERED, other.await(SOON));
            assertEquals(cas, other.reply().cas().orElseThrow(), "else it shows nothing");
            assertEquals(
                    End.UNSENT,
                    stored(server, before, StoreType.replace, cas, "must not be written")
                            .await(SOON));
            assertEquals(End.UNSENT, late.await(SOON));
            assertEquals("VALUE key 0 3\r\nnew\r\nEND\r\n", process.say("get key", "END"));
            client.shutdown();
        }
    }

    @Test
    @DisplayName("S10: what was withdrawn unsent is not sent later")
    void withdrawn() throws Exception {
        try (MemcachedProcess process = MemcachedProcess.start()) {
            MemcachedClient client = client(process, FailureMode.Cancel);
            Server server = new Server(client, Connector.nodes(client).get(0), "m");
            Connection connection = connected(server);
            process.signal("STOP");
            // More than the sockets hold: what comes last waits within the client.
            String large = "x".repeat(1_000_000);
            for (int number = 0; number < 20; number++) {
                var unused = stored(server, connection, StoreType.set, 0, large);
            }
            BoundOperation<Reply.Stored> last = stored(server, connection, StoreType.set, 0, "last");
            assertEquals(End.UNSENT, last.await(Deadline.in(Duration.ofMillis(200))));
            process.signal("CONT");
            BoundOperation<Reply.Stored> next = stored(server, connection, StoreType.add, 0, "next");
            assertEquals(End.ANSWERED, next.await(SOON));
            assertEquals("VALUE key 0 1000000\r\n" + large + "\r\nEND\r\n", process.say("get key", "END"));
            client.shutdown();
        }
    }

    @Test
    @DisplayName("S16: an interrupted caller whose request cannot be queued hears that nothing was sent")
    void interrupted() throws Exception {
        try (MemcachedProcess process = MemcachedProcess.start()) {
            MemcachedClient client = client(process, FailureMode.Cancel);
            Server server = new Server(client, Connector.nodes(client).get(0), "m");
            Connection connection = connected(server);
            Thread.currentThread().interrupt();
            assertThrows(StoreException.class, () -> stored(server, connection, StoreType.add, 0, "old"));
            assertTrue(Thread.interrupted());
            assertEquals("END\r\n", process.say("get key", "END"));
            client.shutdown();
        }
    }
}
