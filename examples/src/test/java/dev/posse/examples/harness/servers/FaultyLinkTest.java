package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A link")
class FaultyLinkTest {

    /** Long enough for a piece on the loopback interface, so that what has not come by then does not come. */
    private static final int SILENCE_MILLIS = 300;

    private final RandomGenerator random = new Random(1);
    private EchoServer server;
    private FaultyLink link;
    private Socket client;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer();
        link = FaultyLink.direct(server.port(), own -> in -> in, String::valueOf);
        client = connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        link.close();
        server.close();
    }

    @Test
    @DisplayName("passes on both ways while all is well")
    void well() throws IOException {
        assertEquals("one", asked(client, "one"));
        assertEquals("two", asked(client, "two"));
        assertEquals(0, link.routes().size());
    }

    @Test
    @DisplayName("DELAY: each piece takes at least 20 ms more, in both directions")
    void delay() throws IOException {
        link.hit(NetworkFault.DELAY, random);
        long begun = System.nanoTime();
        assertEquals("slow", asked(client, "slow"));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(millis >= 40, millis + " ms");
    }

    @Test
    @DisplayName("SWALLOW_ANSWERS: the request arrives, nothing comes back, and the connection never speaks again")
    void swallowAnswers() throws IOException {
        link.hit(NetworkFault.SWALLOW_ANSWERS, random);
        say(client, "lost");
        awaitHeard("lost");
        assertSilence(client);
        link.mend();
        assertEnded(client);
        assertEquals("new", asked(connect(), "new"));
    }

    @Test
    @DisplayName("SWALLOW_ANSWERS: a connection that lost nothing goes on afterwards")
    void swallowedNothing() throws IOException {
        link.hit(NetworkFault.SWALLOW_ANSWERS, random);
        link.mend();
        assertEquals("whole", asked(client, "whole"));
    }

    @Test
    @DisplayName("CUT: connections are reset, others refused, and accepted on the same port when mended")
    void cut() throws IOException {
        assertEquals("one", asked(client, "one"));
        link.hit(NetworkFault.CUT, random);
        assertEnded(client);
        assertThrows(ConnectException.class, this::connect);
        link.mend();
        assertEquals("two", asked(connect(), "two"));
    }

    @Test
    @DisplayName("HOLD_REQUESTS: nothing goes there, answers come back, what was held goes when mended")
    void holdRequests() throws IOException {
        assertEquals("one", asked(client, "one"));
        link.hit(NetworkFault.HOLD_REQUESTS, random);
        say(client, "two");
        say(client, "three");
        server.say("news");
        assertEquals("news", hear(client, 4));
        assertSilence(client);
        assertEquals("one", server.heard());
        link.mend();
        assertEquals("twothree", hear(client, 8));
        assertEquals("onetwothree", server.heard());
    }

    @Test
    @DisplayName("A10, HOLD_REQUESTS: what was held goes there when mended although its client has left")
    void lateWrite() throws IOException {
        assertEquals("one", asked(client, "one"));
        link.hit(NetworkFault.HOLD_REQUESTS, random);
        say(client, "late");
        assertSilence(client);
        Connection.reset(client);
        Socket fresh = connect();
        say(fresh, "fresh");
        assertSilence(fresh);
        fresh.close();
        assertEquals("one", server.heard());
        link.mend();
        Await.until(
                "what was held",
                () -> server.heard().contains("late") && server.heard().contains("fresh"),
                server::heard);
    }

    @Test
    @DisplayName("HOLD_ANSWERS: the request arrives, and the answer comes when mended")
    void holdAnswers() throws IOException {
        link.hit(NetworkFault.HOLD_ANSWERS, random);
        say(client, "patience");
        awaitHeard("patience");
        assertSilence(client);
        link.mend();
        assertEquals("patience", hear(client, 8));
    }

    @Test
    @DisplayName("the next fault comes in place of the last")
    void replaced() throws IOException {
        link.hit(NetworkFault.CUT, random);
        link.hit(NetworkFault.HOLD_REQUESTS, random);
        Socket fresh = connect();
        say(fresh, "held");
        assertSilence(fresh);
        link.hit(NetworkFault.HOLD_ANSWERS, random);
        awaitHeard("held");
        assertSilence(fresh);
        link.mend();
        assertEquals("held", hear(fresh, 4));
    }

    @Test
    @DisplayName("more than what it holds makes the sender wait, and arrives whole and in order when mended")
    void full() throws IOException {
        link.hit(NetworkFault.HOLD_REQUESTS, random);
        String all = "0123456789".repeat(100_000);
        Socket sender = client;
        Connection.daemon(() -> {
            try {
                say(sender, all);
            } catch (IOException e) {
                // The assertion tells what is missing.
            }
        });
        assertSilence(client);
        link.mend();
        assertEquals(all, hear(client, all.length()));
    }

    @Test
    @DisplayName("where the server is gone, connections end")
    void serverGone() throws IOException {
        server.close();
        assertEnded(client);
        assertEnded(connect());
    }

    @Test
    @DisplayName("a closed link resets its connections and listens no more")
    void closed() throws IOException {
        assertEquals("one", asked(client, "one"));
        link.close();
        assertEnded(client);
        link.mend();
        assertThrows(ConnectException.class, this::connect);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(link.uri()));
        socket.setSoTimeout((int) Await.LONG.toMillis());
        return socket;
    }

    private static String asked(Socket socket, String word) throws IOException {
        say(socket, word);
        return hear(socket, word.length());
    }

    private static void say(Socket socket, String word) throws IOException {
        socket.getOutputStream().write(word.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    private void awaitHeard(String word) {
        Await.until("the request", () -> server.heard().equals(word), server::heard);
    }

    private static void assertSilence(Socket socket) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(before);
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            // Reset, which is an end too.
        }
    }
}
