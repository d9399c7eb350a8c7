package dev.posse.conformance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback interface in front of a database, with all the {@link Fault}s: let one store connect to
 * {@link #port} instead of the database's own.
 *
 * <p>An answer is what one read from the database's socket gives. A fault may hit the greeting of a new connection
 * instead of the write: that happens in production too, and what the store reports must be true in either case.
 */
public final class FaultProxy implements FaultyConnection {

    private final InetSocketAddress database;
    private final ServerSocket listener;
    private final FaultGate gate = new FaultGate();
    private final SentContents contents = new SentContents();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private FaultProxy(InetSocketAddress database, ServerSocket listener) {
        this.database = database;
        this.listener = listener;
    }

    /**
     * Opens a proxy on a free port.
     *
     * @param host of the database
     * @param port of the database
     * @return the proxy, forwarding
     */
    public static FaultProxy to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            FaultProxy proxy = new FaultProxy(new InetSocketAddress(host, port), listener);
            Thread acceptor = new Thread(proxy::accept, "posse-fault-proxy-" + listener.getLocalPort());
            acceptor.setDaemon(true);
            acceptor.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("No proxy in front of " + host + ":" + port, e);
        }
    }

    /**
     * {@return the host to connect to: the loopback address}
     */
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    /**
     * {@return the port to connect to: the proxy's own}
     */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    /** As they are, in Base64 or in hexadecimal numbers; what is encrypted or compressed is not seen. */
    @Override
    public Optional<SentCount> count(byte[] content) {
        return Optional.of(contents.count(content));
    }

    @Override
    public void inject(Fault fault) {
        inject(fault, 0);
    }

    @Override
    public void inject(Fault fault, int afterAnswers) {
        gate.inject(fault, afterAnswers);
        if (afterAnswers == 0 && fault == Fault.CUT_BEFORE_SENDING) {
            connections.forEach(ProxiedConnection::cut);
        }
    }

    @Override
    public void mend() {
        gate.mend();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            gate.mend();
            connections.forEach(ProxiedConnection::cut);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (gate.current() == Fault.CUT_BEFORE_SENDING) {
                    ProxiedConnection.reset(client);
                } else {
                    forward(client);
                }
            } catch (IOException e) {
                // Closed, or a client that went before it was accepted: the next one may stay.
            }
        }
    }

    private void forward(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(database);
        } catch (IOException e) {
            // The database itself is down, as while it restarts: the client sees a broken connection.
            ProxiedConnection.reset(client);
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(client, server, gate, contents, connections::remove);
        connections.add(connection);
        connection.start();
        if (gate.current() == Fault.CUT_BEFORE_SENDING) {
            // Injected between accepting and adding: the sweep over the open connections missed this one.
            connection.cut();
        }
    }
}
