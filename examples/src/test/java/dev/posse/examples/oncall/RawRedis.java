package dev.posse.examples.oncall;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Redis as somebody uses it who knows nothing of Posse; a connection for each command. */
final class RawRedis {

    private static final int WAIT_LIMIT_MILLIS = 5_000;

    private final int port;

    RawRedis(int port) {
        this.port = port;
    }

    Optional<String> get(String key) throws IOException {
        return asked("GET", key);
    }

    void delete(String key) throws IOException {
        Optional<String> unused = asked("DEL", key);
    }

    void push(String key, String value) throws IOException {
        Optional<String> unused = asked("LPUSH", key, value);
    }

    void set(String key, String value) throws IOException {
        Optional<String> unused = asked("SET", key, value);
    }

    private Optional<String> asked(String... words) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(WAIT_LIMIT_MILLIS);
            OutputStream out = socket.getOutputStream();
            StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                command.append('$')
                        .append(word.getBytes(StandardCharsets.UTF_8).length)
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            out.write(command.toString().getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = line(in);
            if (head.startsWith("-")) {
                throw new IOException(head);
            }
            return head.startsWith("$") && !head.equals("$-1")
                    ? Optional.of(
                            new String(in.readNBytes(Integer.parseInt(head.substring(1))), StandardCharsets.UTF_8))
                    : Optional.empty();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
