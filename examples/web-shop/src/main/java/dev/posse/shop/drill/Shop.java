package dev.posse.shop.drill;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A shop in a process of its own, on a port that it keeps when it is started again. */
final class Shop implements AutoCloseable {

    private final String name;
    private final int port = LocalProcess.freePort();
    private final String storeUri;
    private final Path log;
    private LocalProcess process;

    private Shop(String name, String storeUri, Path folder) {
        this.name = name;
        this.storeUri = storeUri;
        this.log = folder.resolve(name + ".log");
        this.process = launched();
    }

    /** Starts one, and does not wait. */
    static Shop launch(String name, String storeUri, Path folder) {
        return new Shop(name, storeUri, folder);
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it is ready for buyers. */
    void await(ShopClient client) throws InterruptedException {
        process.await(() -> client.isReady(address()));
    }

    void kill() {
        process.kill();
    }

    void startAgain(ShopClient client) throws InterruptedException {
        process = launched();
        await(client);
    }

    boolean isRunning() {
        return process.isRunning();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    private LocalProcess launched() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return LocalProcess.start(
                name,
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.posse.shop.WebShop",
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--posse.store.uri=" + storeUri,
                        "--posse.node=" + name,
                        "--posse.nodes=2",
                        "--posse.initialize=true"),
                log);
    }
}
