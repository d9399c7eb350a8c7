package dev.posse.examples.harness.servers;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One node's way to the database: TCP proxies that can be told to misbehave. A fault befalls all of them, what is open now
 * and what is opened later, until it is mended.
 *
 * <p>Safe for use by many threads.
 */
public final class FaultyLink implements AutoCloseable {

    private final ActiveFault active;
    private final List<Proxy> proxies;
    private final String uri;
    private final Map<Integer, Integer> routes;

    private FaultyLink(ActiveFault active, List<Proxy> proxies, String uri, Map<Integer, Integer> routes) {
        this.active = active;
        this.proxies = proxies;
        this.uri = uri;
        this.routes = routes;
    }

    /** A link to one server, whose URI can name the proxy. */
    static FaultyLink direct(int serverPort, IntFunction<ResponseRewrite> answers, IntFunction<String> uri) {
        ActiveFault active = new ActiveFault();
        Proxy proxy = new Proxy(serverPort, active, answers);
        return new FaultyLink(active, List.of(proxy), uri.apply(proxy.port()), Map.of());
    }

    /** A link that nothing befalls, to a database of which only the URI is known. */
    static FaultyLink without(String uri) {
        return new FaultyLink(new ActiveFault(), List.of(), uri, Map.of());
    }

    /** A link to servers that name each other, so that the URI alone cannot lead to the proxies. */
    static FaultyLink routed(Collection<Integer> serverPorts, String uri) {
        ActiveFault active = new ActiveFault();
        List<Proxy> proxies = serverPorts.stream()
                .map(port -> new Proxy(port, active, own -> in -> in))
                .collect(Collectors.toUnmodifiableList());
        return new FaultyLink(
                active,
                proxies,
                uri,
                proxies.stream().collect(Collectors.toUnmodifiableMap(Proxy::serverPort, Proxy::port)));
    }

    /**
     * Returns what the node opens, with {@link RoutedStore} and the {@link #routes}.
     *
     * @return a store's URI; it names the proxy if there are no routes, and else the database
     */
    public String uri() {
        return uri;
    }

    /**
     * Returns the ways round, where the servers name each other.
     *
     * @return from each port of the database to the port of this node's proxy; empty where the URI names the proxy
     */
    public Map<Integer, Integer> routes() {
        return routes;
    }

    /**
     * Tells whether a fault does anything.
     *
     * @return false where no proxy stands before the database
     */
    public boolean canBeCut() {
        return !proxies.isEmpty();
    }

    /**
     * Lets a fault befall the link, in place of the one that it has.
     *
     * @param fault what is wrong from now on
     * @param random for what the fault leaves open
     */
    public synchronized void hit(NetworkFault fault, RandomGenerator random) {
        mend();
        active.become(fault, random.nextLong());
        if (fault == NetworkFault.CUT) {
            proxies.forEach(Proxy::cut);
        }
    }

    /** Ends the fault: from now on all is well, and what was held goes on its way. */
    public synchronized void mend() {
        active.clear();
        proxies.forEach(Proxy::mend);
    }

    /** Resets all connections. */
    @Override
    public void close() {
        proxies.forEach(Proxy::close);
    }
}
