package dev.posse.conformance.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Seen with a server that notes each byte it gets and answers with the next one. */
@DisplayName("The proxy that does the faults")
class FaultProxyTest {

    private static final int WAIT_MILLIS = 150;

    private final LinkedBlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private FaultProxy proxy;

    FaultProxyTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to("localhost", server.getLocalPort());
    }

    @BeforeEach
    void serve() {
        Thread acceptor = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    Thread worker = new Thread(() -> answer(connection));
                    worker.setDaemon(true);
                    worker.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void answer(Socket connection) {
        try (connection) {
            for (int next = connection.getInputStream().read();
                    next >= 0;
                    next = connection.getInputStream().read()) {
                received.add(next);
                connection.getOutputStream().write(next + 1);
            }
        } catch (IOException e) {
            // The client was cut off.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(WAIT_MILLIS);
        return socket;
    }

    private static int asked(Socket socket, int question) throws IOException {
        socket.getOutputStream().write(question);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("the connection ended");
        }
        return answer;
    }

    private Integer nextReceived() throws InterruptedException {
        Integer next = received.poll(2, TimeUnit.SECONDS);
        return next == null ? -1 : next;
    }

    @Test
    @DisplayName("cuts before sending: nothing reaches the database, over old connections and new ones")
    void cutBefore() throws Exception {
        Socket old = connected();
        assertEquals(2, asked(old, 1));
        assertEquals(1, nextReceived());
        proxy.inject(Fault.CUT_BEFORE_SENDING);
        assertThrows(IOException.class, () -> asked(old, 3));
        assertThrows(IOException.class, () -> asked(connected(), 4));
        assertEquals(0, received.size());
        proxy.mend();
        assertEquals(6, asked(connected(), 5));
    }

    @Test
    @DisplayName("cuts after sending: the database has it, the answer is lost, once")
    void cutAfter() throws Exception {
        Socket old = connected();
        Socket other = connected();
        assertEquals(2, asked(old, 1));
        assertEquals(2, asked(other, 1));
        received.clear();
        proxy.inject(Fault.CUT_AFTER_SENDING);
        assertThrows(IOException.class, () -> asked(old, 3));
        assertEquals(3, nextReceived());
        assertEquals(5, asked(other, 4));
    }

    @Test
    @DisplayName("begins after as many answers as it was told")
    void afterAnswers() throws Exception {
        Socket socket = connected();
        proxy.inject(Fault.CUT_BEFORE_SENDING, 2);
        assertEquals(2, asked(socket, 1));
        assertEquals(3, asked(socket, 2));
        assertThrows(IOException.class, () -> asked(socket, 3));
        assertEquals(1, nextReceived());
        assertEquals(2, nextReceived());
        assertEquals(0, received.size());
    }

    @Test
    @DisplayName("delays answers: the database has it, the answer comes when mended")
    void delayAnswers() throws Exception {
        Socket socket = connected();
        proxy.inject(Fault.DELAY_ANSWERS);
        assertThrows(SocketTimeoutException.class, () -> asked(socket, 1));
        assertEquals(1, nextReceived());
        proxy.mend();
        socket.setSoTimeout(5_000);
        assertEquals(2, socket.getInputStream().read());
    }

    @Test
    @DisplayName("delays requests: the database gets it when mended, though the client has gone")
    void delayRequests() throws Exception {
        Socket socket = connected();
        assertEquals(2, asked(socket, 1));
        assertEquals(1, nextReceived());
        proxy.inject(Fault.DELAY_REQUESTS);
        assertThrows(SocketTimeoutException.class, () -> asked(socket, 7));
        socket.close();
        assertEquals(0, received.size());
        proxy.mend();
        assertEquals(7, nextReceived());
    }
}
