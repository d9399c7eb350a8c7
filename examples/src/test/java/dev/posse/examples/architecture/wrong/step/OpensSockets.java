package dev.posse.examples.architecture.wrong.step;

import java.net.InetSocketAddress;

/** Talks to the network by itself. */
final class OpensSockets {
    InetSocketAddress where() {
        return InetSocketAddress.createUnresolved("localhost", 1);
    }
}
