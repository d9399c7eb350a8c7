package dev.posse.shop.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** A Redis that loses nothing which it has acknowledged. */
final class RedisServer implements AutoCloseable {

    private final int port;
    private final LocalProcess process;

    private RedisServer(int port, LocalProcess process) {
        this.port = port;
        this.process = process;
    }

    static RedisServer start(Path folder) throws InterruptedException {
        return start(folder, LocalProcess.freePort());
    }

    /** On what another one has left in that folder, if it has. */
    static RedisServer start(Path folder, int port) throws InterruptedException {
        LocalProcess process = LocalProcess.start("redis-server", command(port, folder), folder.resolve("redis.log"));
        RedisServer started = new RedisServer(port, process);
        process.await(started::answers);
        return started;
    }

    private static List<String> command(int port, Path folder) {
        return List.of(
                "redis-server",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction",
                "--save",
                "");
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Says something as a person does at a terminal; nothing comes back from a server that does not answer. */
    String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(length, 0), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        return ask("PING").startsWith("+");
    }
}
