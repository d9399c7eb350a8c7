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
        int port = LocalProcess.freePort();
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

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }
}
