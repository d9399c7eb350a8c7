package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client's connection through a proxy, with the one to the server that belongs to it. */
final class Connection {

    private static final int CONNECT_MILLIS = 1000;

    private final Socket client;
    private final Socket server = new Socket();
    private final Consumer<Connection> atEnd;
    private volatile @Nullable ProxyPipe requests;
    private volatile @Nullable ProxyPipe answers;

    Connection(Socket client, Consumer<Connection> atEnd) {
        this.client = client;
        this.atEnd = atEnd;
    }

    /** Connects to the server and passes on both directions, until both have ended. */
    void run(int serverPort, ActiveFault active, ResponseRewrite reading) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
            ProxyPipe there = new ProxyPipe(
                    active,
                    NetworkFault.HOLD_REQUESTS,
                    client.getInputStream(),
                    server.getOutputStream(),
                    this::endRequests);
            ProxyPipe back = new ProxyPipe(
                    active,
                    NetworkFault.HOLD_ANSWERS,
                    reading.read(server.getInputStream()),
                    client.getOutputStream(),
                    this::close);
            requests = there;
            answers = back;
            daemon(back::run);
            there.run();
        } catch (IOException e) {
            // Nobody listens there, or it was cut meanwhile: the client hears it as it would from the server.
            reset();
        }
    }

    /** From now on all is well: what was held goes on its way, and what has lost something ends. */
    void mend() {
        ProxyPipe there = requests;
        ProxyPipe back = answers;
        if (back != null && back.hasLost()) {
            reset();
            return;
        }
        if (there != null) {
            there.release();
        }
        if (back != null) {
            back.release();
        }
    }

    /** Ends it at once, for both sides. */
    void reset() {
        reset(client);
        reset(server);
        atEnd.accept(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already, or never connected.
        }
        close(socket);
    }

    /** The server still gets to read what was sent, and ends the connection then. */
    private void endRequests() {
        try {
            server.shutdownOutput();
        } catch (IOException e) {
            // The server was first.
        }
    }

    private void close() {
        close(client);
        close(server);
        atEnd.accept(this);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to be done with it.
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
