package dev.posse.cli.web;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks HTTP by hand: no client of Java's lies about its Host. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final URI server;

    RawHttp(URI server) {
        this.server = server;
    }

    /** An answer, its headers with it. */
    record Heard(int status, String text) {

        /** What {@code Set-Cookie} says. */
        String cookie() {
            Matcher found = Pattern.compile("(?m)^Set-Cookie: ([^;\r]+)(.*)$").matcher(text);
            if (!found.find()) {
                throw new AssertionError("no cookie in " + text);
            }
            return found.group(1);
        }
    }

    String host() {
        return server.getAuthority();
    }

    Heard get(String path, String... headers) throws IOException {
        return ask("GET", path, "", headers);
    }

    Heard ask(String method, String path, String body, String... headers) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            boolean hasHost = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"));
            StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
            if (!hasHost) {
                request.append("Host: ").append(host()).append("\r\n");
            }
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            request.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\nConnection: close\r\n\r\n")
                    .append(body);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Heard(Integer.parseInt(text.split(" ", 3)[1]), text);
        }
    }

    /** Begins to listen, and reads the first so many characters. */
    Socket listen(String path, String cookie) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nCookie: " + cookie
                + "\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
