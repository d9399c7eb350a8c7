package dev.posse.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A program without a framework, compiled and started as one does by hand")
class PlainJavaIT {

    private static final Path LIBRARIES = Path.of("target", "libraries").toAbsolutePath();
    private static final Path SOURCES = Path.of("src", "app").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "app").toAbsolutePath();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void compile(@TempDir Path words) throws Exception {
        List<String> javac = new ArrayList<>(
                List.of(tool("javac"), "--release", "17", "-Xlint:all,-requires-automatic", "-Werror", "-p"));
        javac.addAll(List.of(LIBRARIES.toString(), "-d", CLASSES.toString()));
        javac.add(SOURCES.resolve("module-info.java").toString());
        javac.add(SOURCES.resolve("shop").resolve("Main.java").toString());
        String said = said(javac, words);
        assertEquals("", said, "javac");
    }

    /** The Java of the build, and the other one that {@code verify} has found. */
    static Stream<String> javas() {
        String other = System.getProperty("posse.other.java", "");
        return other.isEmpty() ? Stream.of(tool("java")) : Stream.of(tool("java"), other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("javas")
    @DisplayName("on the class path it finds its store and sells")
    void onTheClassPath(String java) throws Exception {
        String path = CLASSES + File.pathSeparator + LIBRARIES + File.separator + "*";
        assertSells(List.of(java, "-cp", path, "shop.Main"), "module null posse null");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("javas")
    @DisplayName("on the module path it does so too, without an option more")
    void onTheModulePath(String java) throws Exception {
        String path = CLASSES + File.pathSeparator + LIBRARIES;
        assertSells(List.of(java, "-p", path, "-m", "shop/shop.Main"), "module shop posse dev.posse");
    }

    private void assertSells(List<String> java, String where) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> server = List.of("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1");
        List<String> settings = List.of("--save", "", "--dir", folder.toString());
        Process redis = new ProcessBuilder(
                        Stream.concat(server.stream(), settings.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitAnswer(port);
            String said = said(
                    Stream.concat(java.stream(), Stream.of("redis://127.0.0.1:" + port + "?timeout=30s"))
                            .toList(),
                    folder);
            assertTrue(said.contains("slot=1"), said);
            assertTrue(said.contains("audit BALANCED"), said);
            assertTrue(said.contains("status GREEN"), said);
            assertTrue(said.contains(where), said);
            assertTrue(said.contains("known: ") && said.contains("it has a user"), said);
            assertFalse(said.contains("No store"), said);
        } finally {
            redis.destroy();
            assertTrue(redis.waitFor(20, TimeUnit.SECONDS), "redis-server does not end");
        }
    }

    private static void awaitAnswer(int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!answers(port)) {
            assertTrue(System.nanoTime() < end, "redis-server does not answer");
            Thread.sleep(20);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String said(List<String> command, Path folder) throws Exception {
        Path output = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        String words = Files.readString(output, UTF_8);
        assertEquals(0, process.exitValue(), words);
        return words;
    }
}
