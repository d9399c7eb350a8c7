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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.MemcachedNode;

/** Finds out whether servers can be trusted before anything is stored on them, and takes note of the epochs of their data. */
@FunctionalInterface
interface ServerCheck {

    /** Opens those that are to be used. */
    Ring open(List<Server> servers, MemcachedSettings settings);

    /** Waits for all servers, and requires that they are fit. */
    static Ring all(List<Server> servers, MemcachedSettings settings) {
        Deadline deadline = Deadline.in(settings.openTimeout());
        List<String> missing = missing(servers, deadline);
        if (!missing.isEmpty()) {
            throw new StoreException("The memcached store is not opened: no connection to "
                    + String.join(", ", missing) + ". All servers must run; each holds its own part of the data."
                    + " Start with: memcached -M -m 1024 -U 0");
        }
        for (Server server : servers) {
            FitnessProbe.of(server, deadline).requireFit(settings.eviction());
        }
        requireDistinct(servers, deadline);
        return new Ring(servers);
    }

    /** Waits for all servers, and goes on with those that answer; those must be fit. */
    static Ring some(List<Server> servers, MemcachedSettings settings) {
        List<String> missing = missing(servers, Deadline.in(settings.openTimeout()));
        List<Server> answering = new ArrayList<>();
        for (Server server : servers) {
            Optional<FitnessProbe> probe = missing.contains(server.name()) ? Optional.empty() : asked(server, settings);
            probe.ifPresent(fit -> {
                fit.requireFit(settings.eviction());
                answering.add(server);
            });
        }
        if (answering.isEmpty()) {
            throw new StoreException("The memcached store is not opened: none of its servers answers, "
                    + servers.stream().map(Server::name).collect(Collectors.joining(", ")));
        }
        requireDistinct(answering, Deadline.in(settings.openTimeout()));
        return new Ring(servers);
    }

    /** Nothing from one that hangs: it has a connection, and does not answer. */
    private static Optional<FitnessProbe> asked(Server server, MemcachedSettings settings) {
        try {
            return Optional.of(FitnessProbe.of(server, Deadline.in(settings.timeout())));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** The servers of a client, with the names that they have on the ring. */
    static List<Server> servers(MemcachedClient client, List<InetSocketAddress> order, List<String> givenNames) {
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
            String other = names.put(server.open(deadline), server.name());
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

    /** Waits for connections, and names the servers to which there is none when the time is over. */
    private static List<String> missing(List<Server> servers, Deadline deadline) {
        while (true) {
            List<String> missing = servers.stream()
                    .filter(server -> !server.isConnected())
                    .map(Server::name)
                    .collect(Collectors.toUnmodifiableList());
            if (missing.isEmpty() || deadline.remainingNanos() == 0) {
                return missing;
            }
            pause(missing);
        }
    }

    private static void pause(List<String> missing) {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for memcached " + String.join(", ", missing), e);
        }
    }
}
