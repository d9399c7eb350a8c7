package dev.posse.store.memcached;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.util.KetamaNodeLocatorConfiguration;

/**
 * Which server holds which key: Ketama over the servers' names.
 *
 * <p>Over the names and not, as the client library does, over their resolved addresses: a node that resolves a name to
 * another address would look for the same slots elsewhere, and sell them again.
 */
final class Ring {

    /** Points of each server. */
    private static final int REPETITIONS = 160;

    private final List<Server> servers;
    private final KetamaNodeLocator locator;
    private final IdentityHashMap<MemcachedNode, Server> byNode = new IdentityHashMap<>();

    Ring(List<Server> servers) {
        // Sorted, so that the order in which a user lists them never decides whose a point is that two of them hit.
        this.servers =
                servers.stream().sorted(Comparator.comparing(Server::name)).collect(Collectors.toUnmodifiableList());
        this.servers.forEach(server -> byNode.put(server.node(), server));
        this.locator = new KetamaNodeLocator(
                this.servers.stream().map(Server::node).collect(Collectors.toUnmodifiableList()),
                DefaultHashAlgorithm.KETAMA_HASH,
                new Points());
    }

    List<Server> servers() {
        return servers;
    }

    Server holding(String key) {
        return servers.size() == 1 ? servers.get(0) : server(locator.getPrimary(key));
    }

    /** Whether a epoch is that of another server than this one. */
    boolean isElsewhere(String epoch, Server here) {
        return servers.stream().anyMatch(server -> server != here && server.hasEpoch(epoch));
    }

    private Server server(MemcachedNode node) {
        Server server = byNode.get(node);
        if (server == null) {
            throw new IllegalStateException("No server for " + node.getSocketAddress());
        }
        return server;
    }

    private final class Points implements KetamaNodeLocatorConfiguration {

        @Override
        public String getKeyForNode(MemcachedNode node, int repetition) {
            return server(node).name() + "-" + repetition;
        }

        @Override
        public int getNodeRepetitions() {
            return REPETITIONS;
        }
    }
}
