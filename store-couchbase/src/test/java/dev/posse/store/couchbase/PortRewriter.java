package dev.posse.store.couchbase;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/**
 * Stands between a fault proxy and the mock, and makes the client believe that the proxy's port is the mock's.
 *
 * <p>The client asks the server for the cluster map and then connects to the ports in it: past any proxy. So the answers
 * with a cluster map get the proxy's port in place of the mock's. The map's
 * manager port leads nowhere: the manager would hand out a map with the true ports.
 *
 * <p>It can also put another status into a refusal, as a real server would send it, and keep an answer back.
 */
final class PortRewriter implements AutoCloseable {

    private static final int HEADER = 24;
    private static final int OPCODE = 1;
    private static final int STATUS = 6;
    private static final int BODY_LENGTH = 8;
    private static final int GET_CLUSTER_CONFIG = 0xb5;
    private static final int NOT_MY_VBUCKET = 7;
    private static final int NONE = -1;

    private final int serverPort;
    private final int managerPort;
    private final ServerSocket listener;
    private final String service;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile int shownPort;
    private volatile int shownManagerPort;
    private volatile int reworded = NONE;
    private volatile short status;
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile int swallowing = NONE;

    /** Listens on a port of its own, until it is closed. */
    PortRewriter(int serverPort, int managerPort) throws IOException {
        this(serverPort, managerPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** Listens on a socket, which may be one for TLS: then the cluster map shows the port as one for TLS. */
    PortRewriter(int serverPort, int managerPort, ServerSocket listener) throws IOException {
        this.serverPort = serverPort;
        this.managerPort = managerPort;
        this.shownManagerPort = closedPort();
        this.shownPort = serverPort;
        this.listener = listener;
        this.service = listener instanceof SSLServerSocket ? "\"kvSSL\":" : "\"kv\":";
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Sets the port that the cluster maps are to show. */
    void show(int port) {
        shownPort = port;
    }

    /** Sets the manager port that the cluster maps are to show. */
    void showManager(int port) {
        shownManagerPort = port;
    }

    /** Gives the server's refusals of one kind of request another status, one that the mock does not know. */
    void reword(byte opcode, int other) {
        status = (short) other;
        reworded = opcode & 0xff;
    }

    /** Lets the refusals pass as they are. */
    void rewordNothing() {
        reworded = NONE;
    }

    /** Keeps back the answer to the next request of one kind. */
    void swallow(int opcode) {
        swallowing = opcode;
    }

    /** {@return how many answers were kept back} */
    int swallowed() {
        return swallowed.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                daemon(() -> pass(client, server, (in, out) -> in.transferTo(out)));
                daemon(() -> pass(server, client, this::frames));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Passing {
        void pass(InputStream in, OutputStream out) throws IOException;
    }

    /** Passes one direction on until it ends, and then ends both: neither side of a broken connection may linger. */
    private void pass(Socket from, Socket to, Passing passing) {
        try (from;
                to) {
            passing.pass(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // The connection was cut: that is what the tests do.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void frames(InputStream in, OutputStream out) throws IOException {
        DataInputStream frames = new DataInputStream(in);
        while (true) {
            byte[] header = frames.readNBytes(HEADER);
            if (header.length < HEADER) {
                return;
            }
            java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(header);
            byte[] body = frames.readNBytes(fields.getInt(BODY_LENGTH));
            if ((header[OPCODE] & 0xff) == swallowing) {
                swallowing = NONE;
                swallowed.incrementAndGet();
                continue;
            }
            boolean hasMap = (header[OPCODE] & 0xff) == GET_CLUSTER_CONFIG || fields.getShort(STATUS) == NOT_MY_VBUCKET;
            if ((header[OPCODE] & 0xff) == reworded && fields.getShort(STATUS) != 0) {
                fields.putShort(STATUS, status);
            }
            byte[] passed = hasMap ? rewritten(body) : body;
            fields.putInt(BODY_LENGTH, passed.length);
            out.write(header);
            out.write(passed);
            out.flush();
        }
    }

    private byte[] rewritten(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1)
                .replace("\"kv\":" + serverPort, service + shownPort)
                .replace(String.valueOf(serverPort), String.valueOf(shownPort))
                .replace(String.valueOf(managerPort), String.valueOf(shownManagerPort))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closing.getLocalPort();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "port-rewriter");
        thread.setDaemon(true);
        thread.start();
    }
}
