package dev.posse.examples.harness.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Asks a Redis server or a sentinel one thing, on a connection of its own; without a client, which would know better. */
final class RedisProbe {

    private static final int WAIT_LIMIT_MILLIS = 1000;
    private static final int LONGEST_LINE = 1 << 16;

    private RedisProbe() {}

    /** Whether it answers, its data loaded. */
    static boolean answers(ServerProcess server) {
        return ask(server, "PING").equals(List.of("PONG"));
    }

    /**
     * Asks.
     *
     * @return the lines of the answer, an answer of many parts laid flat; empty if there is none or an error
     */
    static List<String> ask(ServerProcess server, String... words) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), WAIT_LIMIT_MILLIS);
            socket.setSoTimeout(WAIT_LIMIT_MILLIS);
            socket.getOutputStream().write((String.join(" ", words) + "\r\n").getBytes(UTF_8));
            List<String> lines = new ArrayList<>();
            read(new BufferedInputStream(socket.getInputStream()), lines);
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void read(InputStream in, List<String> lines) throws IOException {
        String head = line(in);
        String rest = head.substring(1);
        switch (head.charAt(0)) {
            case '+', ':' -> lines.add(rest);
            case '$' -> {
                int length = Math.max(0, Integer.parseInt(rest));
                lines.addAll(new String(in.readNBytes(length), UTF_8).lines().toList());
                in.skipNBytes(rest.equals("-1") ? 0 : 2);
            }
            case '*' -> {
                int parts = Integer.parseInt(rest);
                for (int part = 0; part < parts; part++) {
                    read(in, lines);
                }
            }
            default -> throw new IOException(head);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); line.length() < LONGEST_LINE; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        throw new IOException("a line without end");
    }
}
