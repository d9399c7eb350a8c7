package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Speaks just enough of the text protocol to be opened, and answers writes with what a test wants to hear. */
final class ScriptedServer implements AutoCloseable {

    private static final String STATS = "STAT time 1000\r\nSTAT uptime 10\r\nSTAT version scripted\r\nEND\r\n";
    private static final String SETTINGS =
            "STAT evictions off\r\nSTAT cas_enabled yes\r\nSTAT item_size_max 1048576\r\nEND\r\n";

    private final ServerSocket listener;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile String answer = "STORED\r\n";

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    static ScriptedServer start() throws IOException {
        ScriptedServer server = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(server::accept);
        return server;
    }

    String uri(String settings) {
        return "memcached://127.0.0.1:" + listener.getLocalPort() + "?protocol=text&" + settings;
    }

    /** Sets what writes are answered with. */
    void answers(String line) {
        answer = line + "\r\n";
    }

    /** How many connections there have been. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private static void daemon(Runnable job) {
        Thread thread = new Thread(job, "scripted-memcached");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            OutputStream out = connection.getOutputStream();
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(reply(line, in).getBytes(UTF_8));
            }
        } catch (IOException e) {
            // The store went away.
        }
    }

    private String reply(String line, BufferedReader in) throws IOException {
        if (line.equals("stats")) {
            return STATS;
        } else if (line.equals("stats settings")) {
            return SETTINGS;
        } else if (line.equals("version")) {
            return "VERSION scripted\r\n";
        } else if (line.startsWith("gets posse/epoch")) {
            return "VALUE posse/epoch\u00a7 0 5 1\r\nalive\r\nEND\r\n";
        } else if (line.startsWith("gets ")) {
            return "END\r\n";
        }
        // The value, in a line of its own.
        in.readLine();
        return answer;
    }
}
