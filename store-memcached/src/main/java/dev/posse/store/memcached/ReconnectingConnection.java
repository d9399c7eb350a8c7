package dev.posse.store.memcached;

import dev.posse.store.memcached.MemcachedSettings.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's I/O thread, made to see what it overlooks.
 *
 * <p>It listens to a connection only while an answer is due on it: the end of an idle one it notices with the next request,
 * and only then begins the second after which it connects again. With several servers cut off at once, these seconds came
 * one after the other. Here an idle connection is looked at whenever the loop goes round, which is once a second at
 * least. (Listening to it would be simpler; the library asserts that it does not.)
 *
 * <p>And the library never again connects to a server when an attempt ends with an error that it does not expect, such as
 * having no free file descriptor.
 */
final class ReconnectingConnection extends MemcachedConnection {

    /** A connection on which so many requests in a row got no answer is taken for dead and replaced. */
    private static final int TIMEOUTS_IN_A_ROW = 3;

    /** Often enough to notice with the first request after an outage, seldom enough to cost nothing under load. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectingConnection.class);

    // The library's constructor starts the thread that uses it: initialized here it would be replaced under its hands.
    private @Nullable ReconnectTimes times;

    private long lookedAt;

    private ReconnectingConnection(ConnectionFactory factory, List<InetSocketAddress> addresses) throws IOException {
        super(
                factory.getReadBufSize(),
                factory,
                addresses,
                factory.getInitialObservers(),
                factory.getFailureMode(),
                factory.getOperationFactory());
    }

    /** Once around the loop: looks at all servers, then waits for what they say. */
    @Override
    public void handleIO() throws IOException {
        long now = System.nanoTime();
        if (!isShutDown() && now - lookedAt > LOOK_EVERY_NANOS) {
            lookedAt = now;
            for (MemcachedNode node : locator.getAll()) {
                if (isIdle(node) && !isWhole(node.getChannel())) {
                    queueReconnect(node);
                }
                requeueForgotten(node);
            }
        }
        super.handleIO();
    }

    /** Whether there is a connection on which nobody has anything to say: a server may answer before it has heard all. */
    private static boolean isIdle(MemcachedNode node) {
        SocketChannel channel = node.getChannel();
        return channel != null
                && channel.isConnected()
                && !node.hasReadOp()
                && !node.hasWriteOp()
                && node.getBytesRemainingToWrite() == 0;
    }

    /** Whether there is nothing to read: neither the end of the connection, nor an answer that nobody asked for. */
    private static boolean isWhole(SocketChannel idle) {
        try {
            return idle.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void requeueForgotten(MemcachedNode node) {
        if (node.getChannel() == null && times().isForgotten(node, System.nanoTime())) {
            LOG.warn("The memcached client gave {} up; it is made to connect again", node.getSocketAddress());
            queueReconnect(node);
        }
    }

    @Override
    protected void queueReconnect(MemcachedNode node) {
        times().queued(node, System.nanoTime());
        super.queueReconnect(node);
    }

    private ReconnectTimes times() {
        ReconnectTimes known = times == null ? new ReconnectTimes() : times;
        times = known;
        return known;
    }

    /** What the store asks of the library. */
    static final class Factory extends DefaultConnectionFactory {

        private final MemcachedSettings settings;

        Factory(MemcachedSettings settings) {
            this.settings = settings;
        }

        @Override
        public MemcachedConnection createConnection(List<InetSocketAddress> addresses) throws IOException {
            return new ReconnectingConnection(this, addresses);
        }

        @Override
        public OperationFactory getOperationFactory() {
            return settings.protocol() == Protocol.BINARY ? new BinaryOperationFactory() : new AsciiOperationFactory();
        }

        /** Never another server: slots would be sold twice. */
        @Override
        public FailureMode getFailureMode() {
            return FailureMode.Cancel;
        }

        /** In seconds. */
        @Override
        public long getMaxReconnectDelay() {
            return 1;
        }

        /** One more than this. */
        @Override
        public int getTimeoutExceptionThreshold() {
            return TIMEOUTS_IN_A_ROW - 1;
        }

        @Override
        public long getOperationTimeout() {
            return settings.timeout().toMillis();
        }

        @Override
        public long getOpQueueMaxBlockTime() {
            return settings.timeout().toMillis();
        }

        /** Bundled reads would bear no cas ids. */
        @Override
        public boolean shouldOptimize() {
            return false;
        }

        @Override
        public boolean isDaemon() {
            return true;
        }
    }
}
