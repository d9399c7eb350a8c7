package dev.posse.examples.harness.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on the loopback interface, below those that the system hands out to clients: a server or a proxy that is
 * down for a while finds its port free again.
 */
final class Ports {

    private static final int FIRST = 10_000;

    /** So that the port of a cluster's bus, above it by {@link #BUS}, is below the system's too. */
    private static final int LAST = 22_700;

    private static final int BUS = 10_000;
    private static final int TRIES = 1000;
    private static final int BACKLOG = 500;

    private Ports() {}

    /** A port where nobody listens, nor on the one of its bus. */
    static int free() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket one = listen(port);
                    ServerSocket bus = listen(port + BUS)) {
                return Math.min(one.getLocalPort(), bus.getLocalPort());
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw none();
    }

    /** A listener on a port of its own. */
    static ServerSocket listen() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                return listen(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1));
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw none();
    }

    static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    }

    private static UncheckedIOException none() {
        return new UncheckedIOException(
                new IOException("No free port from " + FIRST + " to " + LAST + " in " + TRIES + " tries"));
    }
}
