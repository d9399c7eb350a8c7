package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** A TCP proxy on the loopback interface in front of one server. */
final class Proxy implements AutoCloseable {

    private static final long LEAVING_MILLIS = 5000;

    private final int serverPort;
    private final int port;
    private final ActiveFault active;
    private final ResponseRewrite answers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean closed;

    /**
     * Begins to listen.
     *
     * @param answers how to read the server's answers, given the proxy's own port
     */
    Proxy(int serverPort, ActiveFault active, IntFunction<ResponseRewrite> answers) {
        this.serverPort = serverPort;
        this.active = active;
        this.listener = Ports.listen();
        this.port = listener.getLocalPort();
        this.answers = answers.apply(port);
        this.acceptor = accept(listener);
    }

    int serverPort() {
        return serverPort;
    }

    int port() {
        return port;
    }

    /** Resets all connections and refuses others. */
    synchronized void cut() {
        try {
            listener.close();
            // As long as a thread waits in accept, the system keeps the port listening, whoever has closed it.
            acceptor.join(LEAVING_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.forEach(Connection::reset);
        }
    }

    /** Listens again if it does not, and lets all connections go on. */
    synchronized void mend() {
        if (closed) {
            return;
        }
        if (listener.isClosed()) {
            try {
                listener = Ports.listen(port);
            } catch (IOException e) {
                throw new UncheckedIOException("Port " + port + " was taken by somebody else during a cut", e);
            }
            acceptor = accept(listener);
        }
        // Not in the caller's thread: the server may be stopped, and read nothing of what was held.
        Connection.daemon(() -> connections.forEach(Connection::mend));
    }

    @Override
    public synchronized void close() {
        closed = true;
        cut();
    }

    private Thread accept(ServerSocket at) {
        return Connection.daemon(() -> {
            while (!at.isClosed()) {
                try {
                    connect(at, at.accept());
                } catch (IOException e) {
                    // Closed, or a client that left before it was accepted.
                }
            }
        });
    }

    private void connect(ServerSocket at, Socket client) {
        Connection connection = new Connection(client, connections::remove);
        connections.add(connection);
        if (at.isClosed()) {
            // The cut came between and may have missed it.
            connection.reset();
        } else {
            Connection.daemon(() -> connection.run(serverPort, active, answers));
        }
    }
}
