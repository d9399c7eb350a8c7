package dev.posse.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Who tries Redis without Java, as the README says")
class NewcomerTest {

    private static final Path README =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent()).resolve("README.md");

    /** Only the port is another one, and what {@code ./posse} builds is built already. */
    private static final String BEFORE = """
            set -eu
            posse() { "$JAVA" -XX:TieredStopAtLevel=1 -cp "$CLASSES" dev.posse.examples.Main "$@"; }
            trap 'kill %1' EXIT
            """;

    /** A person types slower than a server starts. */
    private static final String UNTIL_IT_LISTENS = """
            for each in $(seq 100); do (: < /dev/tcp/127.0.0.1/PORT) 2> /dev/null && break; sleep 0.1; done
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @DisplayName("types its lines, buys a slot once though he asks twice, and sees the books balance")
    void everyLine() throws IOException, InterruptedException {
        List<String> lines = lines();
        assertTrue(lines.get(0).startsWith("redis-server ") && lines.size() >= 9, lines::toString);
        String port = String.valueOf(freePort());
        String typed = BEFORE
                + (lines.get(0) + "\n" + UNTIL_IT_LISTENS
                                + String.join("\n", lines.subList(1, lines.size()))
                                        .replace("./posse", "posse"))
                        .replace("6379", port)
                        .replace("PORT", port);
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", typed)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().put("JAVA", ProcessHandle.current().info().command().orElse("java"));
        shell.environment().put("CLASSES", System.getProperty("java.class.path"));
        Process process = shell.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), said);

        assertEquals(0, process.exitValue(), said);
        assertEquals(2, said.split("order-4711 has bought slot 1 of drop for 250", -1).length - 1, said);
        assertTrue(said.contains("alice holds 750: deposited 1,000, withdrawn 0, spent 250"), said);
        assertTrue(said.contains("BALANCED\n  1 campaigns, 1 slots sold for 250"), said);
    }

    private static List<String> lines() throws IOException {
        Matcher block = Pattern.compile("<!-- Run by NewcomerTest, line by line -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertTrue(block.find(), "the README has no such block");
        return block.group(1).lines().toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
