package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** BuyerAnswers with what it hears, and remembers it. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener = Ports.listen();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final StringBuilder heard = new StringBuilder();

    EchoServer() {
        Connection.daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All that it heard, of all clients. */
    String heard() {
        synchronized (heard) {
            return heard.toString();
        }
    }

    /** Says something to all clients without having been asked. */
    void say(String word) {
        clients.forEach(client -> {
            try {
                client.getOutputStream().write(word.getBytes(US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                if (listener.isClosed()) {
                    // Who closed it has not seen this one.
                    client.close();
                }
                Connection.daemon(() -> echo(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void echo(Socket client) {
        byte[] buffer = new byte[1024];
        try (client) {
            int length;
            while ((length = client.getInputStream().read(buffer)) >= 0) {
                synchronized (heard) {
                    heard.append(new String(buffer, 0, length, US_ASCII));
                }
                client.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException e) {
            // Cut, as the tests do.
        } finally {
            clients.remove(client);
        }
    }
}
