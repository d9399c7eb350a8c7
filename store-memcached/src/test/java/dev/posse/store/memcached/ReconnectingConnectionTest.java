package dev.posse.store.memcached;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.ops.OperationCallback;
import net.spy.memcached.ops.OperationStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the client notices though nobody asks anything. */
class ReconnectingConnectionTest {

    private final List<Server> nodes = new ArrayList<>();
    private List<MemcachedProcess> servers = List.of();
    private MemcachedClient client;

    @BeforeEach
    void start() throws Exception {
        servers = Stream.generate(MemcachedProcess::start).limit(3).collect(Collectors.toUnmodifiableList());
        client = Connector.connect(MemcachedUri.parse(
                "memcached://" + servers.stream().map(MemcachedProcess::address).collect(Collectors.joining(","))));
        for (MemcachedNode node : Connector.nodes(client)) {
            nodes.add(new Server(client, node, "m" + nodes.size()));
        }
        await("all are connected", () -> nodes.stream().allMatch(Server::isConnected));
    }

    @AfterEach
    void stop() {
        Connector.shutDown(client, nodes);
        servers.forEach(MemcachedProcess::close);
    }

    /** Each takes a second or so; ten are for a machine that is busy with other things. */
    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); !condition.getAsBoolean(); ) {
            assertTrue(System.nanoTime() < end, "not within ten seconds: " + what);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    @DisplayName("S19: the ends of several idle connections are noticed without a request, and all come back")
    void idle() throws Exception {
        servers.forEach(MemcachedProcess::kill);
        await("all are known to be away", () -> nodes.stream().noneMatch(Server::isConnected));
        servers.forEach(MemcachedProcess::startAgain);
        await("all are connected again", () -> nodes.stream().allMatch(Server::isConnected));
    }

    @Test
    @DisplayName("S19: a server that the library will not connect to any more is connected to again")
    void forgotten() throws Exception {
        servers.get(0).kill();
        await("it is known to be away", () -> !nodes.get(0).isConnected());
        AtomicBoolean forgotten = new AtomicBoolean();
        // Between two attempts it is not in the queue for a moment; a hundred tries meet it there.
        for (int attempt = 0; attempt < 100 && !forgotten.get(); attempt++) {
            OperationCallback forgetting = new Forgetting(nodes.get(1).node().getConnection(), forgotten);
            boolean unused = client.broadcastOp(
                            (node, latch) -> nodes.get(1).operations().noop(forgetting),
                            List.of(nodes.get(1).node()))
                    .await(20, TimeUnit.MILLISECONDS);
        }
        assertTrue(forgotten.get(), "else it shows nothing");
        servers.get(0).startAgain();
        await("it is connected again", () -> nodes.get(0).isConnected());
    }

    /**
     * Drops, on the I/O thread, what is to be connected again: so does the library when an attempt ends with an error that it
     * does not expect.
     */
    private record Forgetting(MemcachedConnection connection, AtomicBoolean forgotten) implements OperationCallback {

        @Override
        public void receivedStatus(OperationStatus status) {
            try {
                Field queue = MemcachedConnection.class.getDeclaredField("reconnectQueue");
                queue.setAccessible(true);
                Map<?, ?> waiting = (Map<?, ?>) queue.get(connection);
                forgotten.compareAndSet(false, !waiting.isEmpty());
                waiting.clear();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("The client library has no reconnectQueue any more", e);
            }
        }

        @Override
        public void complete() {}
    }
}
