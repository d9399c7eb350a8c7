package dev.posse.examples.servers;

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
public final class Line implements AutoCloseable {

    private final Weather weather;
    private final List<Proxy> proxies;
    private final String uri;
    private final Map<Integer, Integer> routes;

    private Line(Weather weather, List<Proxy> proxies, String uri, Map<Integer, Integer> routes) {
        this.weather = weather;
        this.proxies = proxies;
        this.uri = uri;
        this.routes = routes;
    }

    /** A line to one server, whose URI can name the proxy. */
    static Line direct(int serverPort, IntFunction<Answers> answers, IntFunction<String> uri) {
        Weather weather = new Weather();
        Proxy proxy = new Proxy(serverPort, weather, answers);
        return new Line(weather, List.of(proxy), uri.apply(proxy.port()), Map.of());
    }

    /** A line to servers that name each other, so that the URI alone cannot lead to the proxies. */
    static Line routed(Collection<Integer> serverPorts, String uri) {
        Weather weather = new Weather();
        List<Proxy> proxies = serverPorts.stream()
                .map(port -> new Proxy(port, weather, own -> in -> in))
                .collect(Collectors.toUnmodifiableList());
        return new Line(
                weather,
                proxies,
                uri,
                proxies.stream().collect(Collectors.toUnmodifiableMap(Proxy::serverPort, Proxy::port)));
    }

    /**
     * Gives what the node opens, with {@link RoutedStore} and the {@link #routes}.
     *
     * @return a store's URI; it names the proxy if there are no routes, and else the database
     */
    public String uri() {
        return uri;
    }

    /**
     * Gives the ways round, where the servers name each other.
     *
     * @return from each port of the database to the port of this node's proxy; empty where the URI names the proxy
     */
    public Map<Integer, Integer> routes() {
        return routes;
    }

    /**
     * Lets a fault befall the line, in place of the one that it has.
     *
     * @param fault what is wrong from now on
     * @param dice for what the fault leaves open
     */
    public synchronized void hit(LineFault fault, RandomGenerator dice) {
        mend();
        weather.become(fault, dice.nextLong());
        if (fault == LineFault.CUT) {
            proxies.forEach(Proxy::cut);
        }
    }

    /** Ends the fault: from now on all is well, and what was held goes on its way. */
    public synchronized void mend() {
        weather.clear();
        proxies.forEach(Proxy::mend);
    }

    /** Resets all connections. */
    @Override
    public void close() {
        proxies.forEach(Proxy::close);
    }
}
