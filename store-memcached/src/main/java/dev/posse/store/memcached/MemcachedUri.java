package dev.posse.store.memcached;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store URI taken apart: {@code memcached://host[:port],host[:port]…[?settings]}.
 *
 * @param addresses of the servers, not resolved
 * @param settings what stands after the question mark
 */
record MemcachedUri(List<InetSocketAddress> addresses, MemcachedSettings settings) {

    private static final int USUAL_PORT = 11211;

    private static final String SHAPE =
            "A memcached URI looks like memcached://localhost:11211 or memcached://host1,host2:11212?protocol=text";

    private static final Pattern WHOLE =
            Pattern.compile("(?i)memcached://(?<hosts>[^/?#@]+)/?(?:\\?(?<settings>[^?#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?:(?<name>[A-Za-z0-9._-]+)|\\[(?<ipv6>[0-9A-Fa-f:.]+)])(?::(?<port>[0-9]{1,5}))?");

    static MemcachedUri parse(String uri) {
        Matcher parts = WHOLE.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The memcached URI is malformed. " + SHAPE
                    + ". It has no user: for SASL, hand over a client of your own with MemcachedStore.over");
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String host : parts.group("hosts").split(",", -1)) {
            addresses.add(address(host));
        }
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw new IllegalArgumentException("The memcached URI names a server twice");
        }
        return new MemcachedUri(
                List.copyOf(addresses),
                MemcachedSettings.parse(
                        Optional.ofNullable(parts.group("settings")).orElse("")));
    }

    private static InetSocketAddress address(String text) {
        Matcher parts = HOST.matcher(text);
        int port = parts.matches()
                ? Optional.ofNullable(parts.group("port"))
                        .map(Integer::parseInt)
                        .orElse(USUAL_PORT)
                : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The memcached URI has no host, or one that is malformed. " + SHAPE);
        }
        String name = Optional.ofNullable(parts.group("name")).orElseGet(() -> parts.group("ipv6"));
        return InetSocketAddress.createUnresolved(name, port);
    }
}
