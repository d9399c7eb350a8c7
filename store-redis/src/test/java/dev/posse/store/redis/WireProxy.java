package dev.posse.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback interface that looks into what passes: it counts round trips, and lets a fate befall the
 * next request that contains a word.
 *
 * <p>Self-contained: it knows of bytes and connections only. What the client flushes at once arrives in one piece as long
 * as it is small.
 */
final class WireProxy implements AutoCloseable {

    /** What befalls a request. */
    enum Fate {
        /** It is not passed on, and the connection is reset. */
        RESET_BEFORE,
        /** It is passed on; when the answer comes, the connection is reset instead. */
        RESET_AFTER,
        /** It is not passed on, and the connection ends in order. */
        END_BEFORE,
        /** It is passed on; when the answer comes, the connection ends in order instead. */
        END_AFTER,
        /** It is passed on; nothing ever comes back on this connection. */
        SWALLOW_ANSWER,
        /** It is passed on when {@link #release} is called, even if the client has gone by then. */
        HOLD,
        /** It is passed on; the answer comes when {@link #release} is called. */
        HOLD_ANSWER
    }

    private record Trap(String word, Fate fate) {}

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private final List<String> requests = new ArrayList<>();
    private volatile CountDownLatch held = new CountDownLatch(1);
    private int roundTrips;
    private int accepted;

    private WireProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    static WireProxy to(int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            WireProxy proxy = new WireProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), listener);
            thread(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    String uri(String settings) {
        return "redis://127.0.0.1:" + port() + (settings.isEmpty() ? "" : "?" + settings);
    }

    /** Lets the fate befall the next request, whatever its connection, that contains the word. */
    WireProxy on(String word, Fate fate) {
        if (fate == Fate.HOLD || fate == Fate.HOLD_ANSWER) {
            held = new CountDownLatch(1);
        }
        trap.set(new Trap(word, fate));
        return this;
    }

    /** Whether the fate has befallen a request. */
    boolean sprung() {
        return trap.get() == null;
    }

    void release() {
        held.countDown();
    }

    /** Resets all open connections. */
    void cutAll() {
        connections.forEach(Connection::reset);
    }

    /** How often something was sent and then something came back. */
    synchronized int roundTrips() {
        return roundTrips;
    }

    /** What was sent, piece by piece. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized long requestsWith(String word) {
        return requests.stream().filter(request -> request.contains(word)).count();
    }

    synchronized int connectionsAccepted() {
        return accepted;
    }

    /** Begins to count anew. */
    synchronized void forget() {
        roundTrips = 0;
        accepted = 0;
        requests.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release();
            cutAll();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                synchronized (this) {
                    accepted++;
                }
                Socket there = new Socket();
                try {
                    there.connect(server);
                } catch (IOException e) {
                    reset(client);
                    continue;
                }
                Connection connection = new Connection(client, there);
                connections.add(connection);
                thread(connection::requests);
                thread(connection::answers);
            } catch (IOException e) {
                // Closed, or a client that went before it was accepted.
            }
        }
    }

    private synchronized void sent(String request, boolean afterAnswer) {
        requests.add(request);
        if (afterAnswer) {
            roundTrips++;
        }
    }

    private @Nullable Fate fateOf(String request) {
        Trap set = trap.get();
        return set != null && request.contains(set.word) && trap.compareAndSet(set, null) ? set.fate : null;
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "wire-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Closed already.
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket there;
        private final AtomicBoolean answered = new AtomicBoolean(true);
        private volatile @Nullable Fate fate;

        Connection(Socket client, Socket there) {
            this.client = client;
            this.there = there;
        }

        void reset() {
            WireProxy.reset(client);
            WireProxy.reset(there);
            connections.remove(this);
        }

        private void requests() {
            byte[] buffer = new byte[1 << 20];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = there.getOutputStream();
                int length;
                while ((length = in.read(buffer)) >= 0) {
                    String request = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                    sent(request, answered.getAndSet(false));
                    Fate befalls = fateOf(request);
                    if (befalls == Fate.RESET_BEFORE) {
                        reset();
                        return;
                    }
                    if (befalls == Fate.END_BEFORE) {
                        client.shutdownOutput();
                        continue;
                    }
                    if (befalls == Fate.HOLD && !held.await(60, TimeUnit.SECONDS)) {
                        throw new IOException("held for too long");
                    }
                    fate = befalls;
                    out.write(buffer, 0, length);
                }
                there.shutdownOutput();
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answers() {
            byte[] buffer = new byte[1 << 20];
            try {
                InputStream in = there.getInputStream();
                int length;
                while ((length = in.read(buffer)) >= 0) {
                    Fate befalls = fate;
                    if (befalls == Fate.RESET_AFTER) {
                        reset();
                        return;
                    }
                    if (befalls == Fate.END_AFTER) {
                        client.shutdownOutput();
                        return;
                    }
                    if (befalls == Fate.SWALLOW_ANSWER) {
                        continue;
                    }
                    if (befalls == Fate.HOLD_ANSWER && !held.await(60, TimeUnit.SECONDS)) {
                        throw new IOException("held for too long");
                    }
                    answered.set(true);
                    client.getOutputStream().write(buffer, 0, length);
                }
                client.shutdownOutput();
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
