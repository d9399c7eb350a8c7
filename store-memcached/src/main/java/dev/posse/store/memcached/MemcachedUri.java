package dev.posse.store.memcached;

import dev.posse.store.StoreUri;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A store URI taken apart: {@code memcached://host[:port],host[:port]…[?settings]}.
 *
 * @param addresses of the servers, not resolved
 * @param settings what stands after the question mark
 */
record MemcachedUri(List<InetSocketAddress> addresses, MemcachedSettings settings) {

    private static final int USUAL_PORT = 11211;

    private static final String SHAPE =
            "memcached://host[:port][,host[:port]…][?setting=value&…], such as memcached://localhost:11211";

    static MemcachedUri parse(String text) {
        StoreUri uri = StoreUri.parse(text, SHAPE);
        if (!uri.scheme().equals("memcached")) {
            throw uri.refused("the scheme is not memcached");
        }
        if (uri.userInfo().isPresent()) {
            throw uri.refused("it has a user; for SASL, hand over a client of your own with MemcachedStore.over");
        }
        if (!uri.path().isEmpty() || uri.fragment().isPresent()) {
            throw uri.refused("behind the hosts stands more than settings");
        }
        List<InetSocketAddress> addresses = uri.hosts().stream()
                .map(host -> InetSocketAddress.createUnresolved(host.name(), host.portOr(USUAL_PORT)))
                .collect(Collectors.toUnmodifiableList());
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw uri.refused("it names a server twice");
        }
        return new MemcachedUri(addresses, MemcachedSettings.from(uri.settings()));
    }
}
