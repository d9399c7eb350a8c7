package dev.posse.cli.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A server of pages")
class PageServerTest {

    private static final int MOST_LISTENERS = 3;

    private final AtomicInteger done = new AtomicInteger();
    private PageServer server = start(new PageSettings());
    private RawHttp http = new RawHttp(server.url());

    private PageServer start(PageSettings settings) {
        try {
            return PageServer.start(settings.file("/index.html", PageServerTest.class, "dev/posse/cli/web/try.html")
                    .file("/try.js", PageServerTest.class, "dev/posse/cli/web/try.js")
                    .get(
                            "/api/say",
                            request -> PageAnswer.json(
                                    "\"" + request.parameter("what").orElse("nothing") + "\""))
                    .get("/api/fail", request -> {
                        throw new IllegalStateException("secret");
                    })
                    .post("/api/do", request -> PageAnswer.json("\"" + request.body() + done.incrementAndGet() + "\""))
                    .events("/api/events", MOST_LISTENERS, () -> List.of(new PageEvent("count", "{\"count\": 0}"))));
        } catch (BindException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listensOnLoopback() {
        assertEquals("127.0.0.1", server.url().getHost());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String query() {
        return "/?" + server.url().getQuery();
    }

    private String cookie() throws IOException {
        return http.get(query()).cookie();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/index.html", "/try.js", "/api/say", "/api/events", "/nothing", "/?token=", "/?token=0123"
            })
    @DisplayName("serves nothing without the token, and says in a sentence where it is")
    void token(String path) throws IOException {
        RawHttp.Heard heard = http.get(path, "Cookie: posse-00000000=1");

        assertEquals(401, heard.status(), heard.text());
        assertTrue(heard.text().contains("Open the address that the program printed"), heard.text());
    }

    @Test
    @DisplayName("gives the browser the token as a cookie that no script and no other site can use")
    void cookieOnce() throws IOException {
        RawHttp.Heard first = http.get(query());

        assertEquals(200, first.status(), first.text());
        assertTrue(first.text().contains("HttpOnly") && first.text().contains("SameSite=Strict"), first.text());
        assertEquals(200, http.get("/try.js", "Cookie: " + first.cookie()).status());
        assertEquals(200, http.get("/api/say", "Cookie: " + first.cookie()).status());
        String other = first.cookie().replaceFirst("=..", "=zz");
        assertEquals(401, http.get("/api/say", "Cookie: " + other).status());
    }

    @Test
    @DisplayName("each start has a token of its own")
    void anotherToken() {
        try (PageServer second = start(new PageSettings())) {
            assertFalse(server.url().getQuery().equals(second.url().getQuery()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", ""})
    @DisplayName("does not answer to somebody else's name, with the token neither: that may be DNS rebinding")
    void wrongHost(String host) throws IOException {
        RawHttp.Heard heard = http.get(query(), "Host: " + host);

        // Jetty itself refuses a request that has no host.
        assertTrue(heard.status() == 403 || (host.isEmpty() && heard.status() >= 400), heard.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9999", "127.0.0.1:9999", "[::1]:9999", "LOCALHOST"})
    @DisplayName("answers to this machine's names, on another port too: an SSH tunnel has its own")
    void rightHost(String host) throws IOException {
        assertEquals(200, http.get(query(), "Host: " + host).status());
    }

    @Test
    @DisplayName("answers to the name that it was told to listen on")
    void ownName() throws IOException {
        server.close();
        server = start(new PageSettings().host("localhost"));
        http = new RawHttp(server.url());

        assertEquals(200, http.get(query(), "Host: localhost").status());
        assertTrue(
                server.url().toString().startsWith("http://localhost:"),
                server.url().toString());
    }

    @Test
    @DisplayName("forbids the browser to run, frame, keep or guess anything, in each answer")
    void headers() throws IOException {
        for (RawHttp.Heard heard :
                List.of(http.get(query()), http.get("/"), http.get("/nothing", "Cookie: " + cookie()))) {
            for (String header : List.of(
                    "Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'",
                    "frame-ancestors 'none'",
                    "X-Content-Type-Options: nosniff",
                    "Referrer-Policy: no-referrer",
                    "Cache-Control: no-store")) {
                assertTrue(heard.text().contains(header), header + " is missing in " + heard.text());
            }
            assertFalse(heard.text().contains("Jetty"), heard.text());
        }
    }

    @Test
    @DisplayName("does something for its own page only: not for another site, another port, or who does not say")
    void crossSite() throws IOException {
        String cookie = "Cookie: " + cookie();
        String own = "Origin: http://" + http.host();

        assertEquals(200, http.ask("POST", "/api/do", "", cookie, own).status());
        assertEquals(403, http.ask("POST", "/api/do", "", cookie).status());
        assertEquals(
                403, http.ask("POST", "/api/do", "", cookie, "Origin: null").status());
        assertEquals(
                403,
                http.ask("POST", "/api/do", "", cookie, "Origin: http://127.0.0.1:1")
                        .status());
        assertEquals(
                403,
                http.ask("POST", "/api/do", "", cookie, own, "Sec-Fetch-Site: same-site")
                        .status());
        assertEquals(401, http.ask("POST", "/api/do", "", own).status());
        assertEquals(
                403, http.get("/api/say", cookie, "Sec-Fetch-Site: cross-site").status());
        assertEquals(1, done.get());
    }

    @Test
    @DisplayName("opens from a link on another site, as a page and not as anything else")
    void link() throws IOException {
        String navigates = "Sec-Fetch-Mode: navigate";

        assertEquals(
                200, http.get(query(), "Sec-Fetch-Site: cross-site", navigates).status());
        assertEquals(
                403,
                http.get("/api/say?" + server.url().getQuery(), "Sec-Fetch-Site: cross-site", navigates)
                        .status());
    }

    @Test
    @DisplayName("does nothing by GET, and takes no body above its bound")
    void methods() throws IOException {
        String cookie = "Cookie: " + cookie();

        assertEquals(404, http.get("/api/do", cookie).status());
        RawHttp.Heard heard = http.ask("POST", "/api/do", "x".repeat(70_000), cookie, "Origin: http://" + http.host());
        assertEquals(413, heard.status(), heard.text());
        assertEquals(0, done.get());
    }

    @Test
    @DisplayName("serves the files that were named, and no others of the class path")
    void files() throws IOException {
        String cookie = "Cookie: " + cookie();

        for (String path : List.of("/try.html", "/logback.xml", "/../logback.xml", "/%2e%2e/logback.xml", "//try.js")) {
            assertTrue(http.get(path, cookie).status() >= 400, path);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new PageSettings().file("/a.js", PageServerTest.class, "not/there.js"));
    }

    @Test
    @DisplayName("tells a page that something failed, and not what: that stands in the log")
    void fails() throws IOException {
        RawHttp.Heard heard = http.get("/api/fail", "Cookie: " + cookie());

        assertEquals(500, heard.status());
        assertFalse(heard.text().contains("secret"), heard.text());
    }

    @Test
    @DisplayName("tells events to so many pages as it may, and to one more that they are too many")
    void listeners() throws Exception {
        List<Socket> listeners = new ArrayList<>();
        try {
            for (int each = 0; each < MOST_LISTENERS; each++) {
                Socket socket = http.listen("/api/events", cookie());
                listeners.add(socket);
                assertEquals("data: {\"count\": 0}", line(socket, "data"));
            }
            RawHttp.Heard heard = http.get("/api/events", "Cookie: " + cookie(), "Accept: text/event-stream");
            assertEquals(503, heard.status(), heard.text());
            assertEquals(MOST_LISTENERS, server.listeners("/api/events"));

            server.send("/api/events", new PageEvent("count", "{\"count\": 7}"));
            for (Socket socket : listeners) {
                assertEquals("data: {\"count\": 7}", line(socket, "data"));
            }
        } finally {
            for (Socket socket : listeners) {
                socket.close();
            }
        }
        long end = System.nanoTime() + 10_000_000_000L;
        while (server.listeners("/api/events") > 0) {
            assertTrue(System.nanoTime() < end, "who has gone is still counted after 10 s");
            Thread.sleep(50);
        }
    }

    @Test
    @DisplayName("waits for no page that does not read")
    void slowListener() throws Exception {
        try (Socket socket = http.listen("/api/events", cookie())) {
            line(socket, "data");
            PageEvent large = new PageEvent("count", "\"" + "x".repeat(10_000) + "\"");
            long began = System.nanoTime();
            for (int each = 0; each < 5_000; each++) {
                server.send("/api/events", large);
            }
            assertTrue(System.nanoTime() - began < 2_000_000_000L, "50 MB to a page that reads nothing took 2 s");
        }
    }

    @Test
    @DisplayName("closes within two seconds, while pages listen, and gives its port back")
    void closes() throws Exception {
        int port = server.url().getPort();
        try (Socket listening = http.listen("/api/events", cookie());
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            line(listening, "data");
            long began = System.nanoTime();
            server.close();
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertTrue(millis < 2_000, "took " + millis + " ms");
            assertEquals(-1, rest(listening));
            assertEquals(-1, silent.getInputStream().read());
        }
        server = start(new PageSettings().port(port));
        assertEquals(port, server.url().getPort());
    }

    @Test
    @DisplayName("says which port is taken")
    void taken() {
        int port = server.url().getPort();

        BindException told = assertThrows(
                BindException.class,
                () -> PageServer.start(new PageSettings().port(port)).close());

        assertTrue(
                String.valueOf(told.getMessage()).contains("Port " + port + " of 127.0.0.1 cannot be had"),
                told.getMessage());
    }

    /** Byte by byte, so that what follows stays for the next who reads. */
    private static String line(Socket socket, String beginning) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = socket.getInputStream().read();
                read >= 0;
                read = socket.getInputStream().read()) {
            if (read != '\n') {
                line.append((char) read);
            } else if (line.toString().startsWith(beginning)) {
                return line.toString().strip();
            } else {
                line.setLength(0);
            }
        }
        throw new AssertionError("the stream ended before a line with " + beginning);
    }

    private static int rest(Socket socket) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        // What was under way is read; then it is over.
        lines.lines().limit(1_000).forEach(line -> {});
        return lines.read();
    }
}
