package dev.posse.conformance.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection through a proxy: two pumps, one for each direction. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server;
    private final FaultGate gate;
    private final SentContents.Stream requests;
    private final Consumer<ProxiedConnection> onEnd;
    private final AtomicInteger pumping = new AtomicInteger(2);

    ProxiedConnection(
            Socket client, Socket server, FaultGate gate, SentContents contents, Consumer<ProxiedConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.requests = contents.stream();
        this.onEnd = onEnd;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pump(client, server, Fault.DELAY_REQUESTS, "requests");
        pump(server, client, Fault.DELAY_ANSWERS, "answers");
    }

    void cut() {
        reset(client);
        reset(server);
    }

    /** Closes with RST: what is on its way is lost, and the other side learns it at once. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already, by the other side or the other pump; closing it again does no harm.
        }
        closeQuietly(socket);
    }

    private void pump(Socket from, Socket to, Fault holding, String what) {
        Thread thread = new Thread(() -> carry(from, to, holding), "posse-fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(Socket from, Socket to, Fault holding) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                boolean whole = holding == Fault.DELAY_ANSWERS ? gate.passAnswer() : gate.passRequest(this);
                if (!whole) {
                    cut();
                    return;
                }
                if (holding == Fault.DELAY_REQUESTS) {
                    requests.passed(buffer, length);
                }
                out.write(buffer, 0, length);
            }
            // A client that gives up while its requests are held back closes its side only: what it sent still arrives.
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone: the other side is told, and the other pump ends after it delivered what it holds.
            closeQuietly(from);
            endOutput(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (pumping.decrementAndGet() == 0) {
                closeQuietly(client);
                closeQuietly(server);
                onEnd.accept(this);
            }
        }
    }

    private static void endOutput(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is gone as well.
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost: the descriptor is freed in any case.
        }
    }
}
