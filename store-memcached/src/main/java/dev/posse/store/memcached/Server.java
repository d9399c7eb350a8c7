package dev.posse.store.memcached;

import dev.posse.store.DataLossException;
import dev.posse.store.StoreException;
import dev.posse.store.memcached.BoundOperation.End;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.StoreType;
import net.spy.memcached.protocol.ascii.AsciiMemcachedNodeImpl;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One memcached process: sends requests to it, and knows the epoch of its data.
 *
 * <p>No document is asked for or written over a connection before the two questions of {@link #look} are answered on it.
 */
final class Server {

    /**
     * A connection and who was found at its other end.
     *
     * @param channel by identity
     * @param epoch of the data when it was looked at
     */
    record Connection(SocketChannel channel, DataEpoch epoch) {}

    // Beyond the keys of the contract (S11), so that no document can have it; both protocols take it.
    private static final String MARKER_KEY = "posse/epoch\u00a7";

    private static final int MARKER_TRIES = 3;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final MemcachedClient client;
    private final MemcachedNode node;
    private final String name;
    private final OperationFactory operations;
    private final ReentrantLock looking = new ReentrantLock();

    private volatile @Nullable Connection connection;
    /** The epoch that the store was opened on; writes go to no other. */
    private volatile @Nullable DataEpoch opened;
    /** The epoch that the caller heard of last; reads go to no other. */
    private volatile @Nullable DataEpoch acknowledged;

    Server(MemcachedClient client, MemcachedNode node, String name) {
        this.client = client;
        this.node = node;
        this.name = name;
        this.operations =
                node instanceof AsciiMemcachedNodeImpl ? new AsciiOperationFactory() : new BinaryOperationFactory();
    }

    String name() {
        return name;
    }

    MemcachedNode node() {
        return node;
    }

    OperationFactory operations() {
        return operations;
    }

    /** Sends over the connection or not at all. */
    <R extends Reply> BoundOperation<R> send(Connection over, R reply, Operation operation) {
        return send(over.channel(), reply, operation);
    }

    private <R extends Reply> BoundOperation<R> send(SocketChannel over, R reply, Operation operation) {
        BoundOperation<R> bound = new BoundOperation<>(operation, reply, node, over);
        try {
            var unused = client.broadcastOp((to, latch) -> bound, List.of(node));
        } catch (IllegalStateException e) {
            // The queue is full, the caller is interrupted, the client is shut down, or the connection ended just now:
            // it is not in the queue.
            throw new StoreException("Nothing was sent to memcached " + name + ": " + e.getMessage(), e);
        }
        return bound;
    }

    /** Makes sure that reads find what was written. */
    Connection forReading(Deadline deadline) {
        requireOpened();
        Connection current = known(deadline);
        return requireEpoch(current, acknowledged, "reads, until the incarnation was asked for");
    }

    /** Makes sure that writes meet what was read. */
    Connection forWriting(Deadline deadline) {
        requireOpened();
        Connection current = known(deadline);
        return requireEpoch(current, opened, "writes, for good");
    }

    private Connection requireEpoch(Connection current, @Nullable DataEpoch expected, String refused) {
        if (current.epoch().equals(expected)) {
            return current;
        }
        throw new DataLossException("memcached " + name + " has forgotten everything (its data has the epoch "
                + current.epoch() + ", and had " + expected + "): this store refuses " + refused
                + ". Sales may be lost."
                + " Audit, repair and confirm the data set, then open the store anew");
    }

    /** The current connection, looked at. */
    private Connection known(Deadline deadline) {
        Connection known = connection;
        return known != null && known.channel() == channel() ? known : looked(deadline, false);
    }

    /** Whether this is the epoch that was found last. */
    boolean hasEpoch(String epoch) {
        Connection known = connection;
        return known != null && known.epoch().toString().equals(epoch);
    }

    /** Takes note of the epoch on which the store is opened; without that it is neither read nor written. */
    DataEpoch open(Deadline deadline) {
        DataEpoch epoch = looked(deadline, true).epoch();
        opened = epoch;
        acknowledged = epoch;
        return epoch;
    }

    boolean isOpened() {
        return opened != null;
    }

    String notOpened() {
        return "memcached " + name + " did not answer when this store was opened. Nobody knows what becomes of its data"
                + " meanwhile: its keys are neither read nor written until the store is opened anew";
    }

    private void requireOpened() {
        if (!isOpened()) {
            throw new StoreException(notOpened());
        }
    }

    /** Looks again, whatever is known, and takes it that the caller hears of it. */
    DataEpoch acknowledgeEpoch(Deadline deadline) {
        requireOpened();
        DataEpoch epoch = looked(deadline, true).epoch();
        acknowledged = epoch;
        return epoch;
    }

    /**
     * Asks something that nobody waits for. A client of the application notices only so that an idle connection is broken:
     * asked one after the other, each of several servers would take its own second to come back.
     */
    void nudge() {
        Reply unheard = new Reply() {};
        var unused = send(channel(), unheard, operations.noop(unheard));
    }

    private Connection looked(Deadline deadline, boolean again) {
        // A lock and no monitor: callers wait here for I/O (S15), and one look serves all of them.
        try {
            if (!looking.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreException("memcached " + name + " does not answer; nothing was sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for memcached " + name + "; nothing was sent", e);
        }
        try {
            SocketChannel channel = channel();
            Connection known = connection;
            if (!again && known != null && known.channel() == channel) {
                return known;
            }
            Connection found = new Connection(channel, look(channel, deadline));
            connection = found;
            if (opened != null
                    && !found.epoch().equals(opened)
                    && (known == null || !found.epoch().equals(known.epoch()))) {
                LOG.error(
                        "memcached {} has forgotten everything: its data has the epoch {}, and had {}",
                        name,
                        found.epoch(),
                        opened);
            }
            return found;
        } finally {
            looking.unlock();
        }
    }

    private DataEpoch look(SocketChannel channel, Deadline deadline) {
        Reply.StatLines lines = new Reply.StatLines();
        BoundOperation<Reply.StatLines> asked = send(channel, lines, operations.stats(null, lines));
        Optional<String> marker = marker(channel, deadline);
        Stats stats = answeredStats(asked, deadline);
        for (int attempt = 1; marker.isEmpty() && attempt <= MARKER_TRIES; attempt++) {
            leaveMarker(channel, deadline);
            marker = marker(channel, deadline);
        }
        return new DataEpoch(
                stats.number("time") - stats.number("uptime"),
                marker.orElseThrow(() -> new StoreException("memcached " + name + " does not keep the item "
                        + MARKER_KEY + " that tells its epochs apart")));
    }

    private Optional<String> marker(SocketChannel channel, Deadline deadline) {
        Reply.Item reply = new Reply.Item();
        answered(send(channel, reply, operations.gets(MARKER_KEY, reply)), deadline);
        return ErrorTable.item(name, MARKER_KEY, reply).map(data -> new String(data, StandardCharsets.US_ASCII));
    }

    /** Several clients may do so at once; the first one's stays. */
    private void leaveMarker(SocketChannel channel, Deadline deadline) {
        byte[] random = Long.toString(RANDOM.nextLong(1L << 50), 36).getBytes(StandardCharsets.US_ASCII);
        Reply.Stored reply = new Reply.Stored();
        answered(send(channel, reply, operations.store(StoreType.add, MARKER_KEY, 0, 0, random, reply)), deadline);
    }

    /** Asks for statistics, such as {@code settings}; null asks for the general ones. */
    Stats stats(@Nullable String which, Deadline deadline) {
        Reply.StatLines reply = new Reply.StatLines();
        return answeredStats(send(channel(), reply, operations.stats(which, reply)), deadline);
    }

    private Stats answeredStats(BoundOperation<Reply.StatLines> asked, Deadline deadline) {
        answered(asked, deadline);
        if (!asked.reply().isSuccess()) {
            throw new StoreException(
                    "memcached " + name + " refuses stats: " + asked.reply().message());
        }
        return asked.reply().stats();
    }

    private void answered(BoundOperation<?> asked, Deadline deadline) {
        if (asked.await(deadline) != End.ANSWERED) {
            throw new StoreException("memcached " + name + " did not answer");
        }
    }

    /** Whether there is a connection. */
    boolean isConnected() {
        // In this order: the I/O thread sets the channel first, and the count to zero when it is connected.
        boolean settled = node.getReconnectCount() == 0;
        SocketChannel channel = node.getChannel();
        return settled && channel != null && channel.isConnected();
    }

    private SocketChannel channel() {
        boolean settled = node.getReconnectCount() == 0;
        SocketChannel channel = node.getChannel();
        if (!settled || channel == null || !channel.isConnected()) {
            // Another server must never answer for this one's keys: slots would be sold twice.
            throw new StoreException("There is no connection to memcached " + name + "; nothing was sent");
        }
        return channel;
    }
}
