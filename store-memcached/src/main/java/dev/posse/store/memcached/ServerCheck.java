package dev.posse.store.memcached;

import dev.posse.store.StoreException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;

/** Finds out whether servers can be trusted before anything is stored on them. */
final class ServerCheck {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private ServerCheck() {}

    /** Waits for all servers, requires that they are fit, and takes note of the epochs of their data. */
    static Ring open(MemcachedClient client, List<InetSocketAddress> order, MemcachedSettings settings) {
        List<Server> servers = servers(client, order, settings.names());
        Deadline deadline = Deadline.in(settings.openTimeout());
        awaitConnections(servers, deadline);
        for (Server server : servers) {
            FitnessProbe.of(server, deadline).requireFit(settings.eviction());
        }
        requireDistinct(servers, deadline);
        return new Ring(servers);
    }

    private static List<Server> servers(
            MemcachedClient client, List<InetSocketAddress> order, List<String> givenNames) {
        List<MemcachedNode> nodes = Connector.nodes(client);
        List<String> names = givenNames;
        if (names.isEmpty()) {
            names = (order.isEmpty() ? addresses(nodes) : order)
                    .stream().map(ServerCheck::name).collect(Collectors.toUnmodifiableList());
        }
        Set<String> distinct = new HashSet<>(names);
        if (names.size() != nodes.size() || distinct.size() != names.size()) {
            throw new IllegalArgumentException("There are " + nodes.size()
                    + " memcached servers, and they need as many names, each another one; these are " + names);
        }
        List<Server> servers = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            servers.add(new Server(client, nodes.get(at), names.get(at)));
        }
        return List.copyOf(servers);
    }

    private static List<InetSocketAddress> addresses(List<MemcachedNode> nodes) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (MemcachedNode node : nodes) {
            SocketAddress address = node.getSocketAddress();
            if (!(address instanceof InetSocketAddress tcp)) {
                throw new IllegalArgumentException("A memcached server at " + address + " needs a name: set names");
            }
            addresses.add(tcp);
        }
        return addresses;
    }

    /** One process under two addresses would be two servers on the ring of this node, and one on another's. */
    private static void requireDistinct(List<Server> servers, Deadline deadline) {
        Map<DataEpoch, String> names = new HashMap<>();
        for (Server server : servers) {
            String other = names.put(server.acknowledgeEpoch(deadline), server.name());
            if (other != null) {
                throw new IllegalArgumentException(
                        "The memcached servers " + other + " and " + server.name() + " are one and the same process");
            }
        }
    }

    /** As it was written, never as it was resolved: every node of a shop must come to the same name. */
    private static String name(InetSocketAddress address) {
        return address.getHostString().toLowerCase(Locale.ROOT) + ":" + address.getPort();
    }

    private static void awaitConnections(List<Server> servers, Deadline deadline) {
        while (true) {
            List<String> missing = servers.stream()
                    .filter(server -> !server.isConnected())
                    .map(Server::name)
                    .collect(Collectors.toUnmodifiableList());
            if (missing.isEmpty()) {
                return;
            }
            if (deadline.remainingNanos() == 0) {
                throw new StoreException("The memcached store is not opened: no connection to "
                        + String.join(", ", missing) + ". All servers must run; each holds its own part of the data."
                        + " Start with: memcached -M -m 1024 -U 0");
            }
            pause(missing);
        }
    }

    private static void pause(List<String> missing) {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for memcached " + String.join(", ", missing), e);
        }
    }
}
