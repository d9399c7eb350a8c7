package dev.posse.store.redis;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.ChainResult;
import dev.posse.store.ChainedWrite;
import dev.posse.store.ConnectionUse;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store on Redis: one server, a master watched by sentinels, or a cluster.
 *
 * <p>A value stands in Redis as a string: a line with the version, then the value as it is. An add is {@code SET … NX}; a
 * swap or a chain is {@code WATCH} and {@code MULTI}, or a script; the {@linkplain RedisSettings settings} say which.
 *
 * <p>Every call ends within the time-out (2 s unless set), {@link #getAll} within one time-out per 1000 keys. After an
 * outage the store works again within a second of the server's return; a connection that died without a word costs those
 * who are using it one time-out first.
 *
 * <p>Redis replicates asynchronously: a failover can lose writes that were acknowledged, whatever a client does.
 *
 * <p>Not to be called from the client's own threads, such as callbacks of its futures: they cannot wait for themselves.
 */
public final class RedisStore implements CasKeyValueStore {

    private static final int MOST_KEYS_AT_ONCE = 1000;

    private final Connections connections;
    private final RedisSettings settings;
    private final Router router;
    private final Reads reads;
    private final SetIfAbsent setIfAbsent;
    private final Swap swap;
    private final ForeignValues foreignValues;
    private final Chains chains;
    private final Supplier<Version> versions;

    private volatile boolean closed;

    RedisStore(Connections connections, RedisSettings settings, Supplier<Version> versions) {
        Replicas replicas = new Replicas(settings);
        this.connections = connections;
        this.settings = settings;
        this.router = new Router(connections.topology());
        this.reads = new Reads(router);
        this.setIfAbsent = new SetIfAbsent(replicas);
        this.swap = settings.swapping() == RedisSettings.Swapping.WATCH
                ? new WatchSwap(replicas)
                : new ScriptSwap(replicas);
        this.foreignValues = new ForeignValues(router, replicas);
        this.chains = new Chains(router, settings, replicas, versions);
        this.versions = versions;
    }

    /**
     * Opens a store of its own connections.
     *
     * @param uri {@code redis://}, {@code redis-sentinel://} or {@code redis-cluster://}, with {@code rediss} for TLS:
     *     {@code redis://[[user:]password@]host[:port][/database][?setting=value&…]}. The module's
     *     page lists the settings
     * @return the open store
     * @throws IllegalArgumentException if the URI is malformed or has an unknown setting
     * @throws StoreException if the database cannot be reached
     * @throws IllegalStateException if the versions of Lettuce and Netty on the class path do not fit; the message says which are there
     */
    public static RedisStore open(String uri) {
        return opened(uri, Connections::own);
    }

    /**
     * Opens a store of its own connections on the application's threads and address resolution. Where the servers know
     * themselves by other addresses than this machine does (behind NAT, a proxy, a tunnel), sentinels and clusters name
     * those; a {@code socketAddressResolver} in the resources translates them.
     *
     * @param uri as for {@link #open(String)}
     * @param resources stay open when the store is closed
     * @return the open store
     * @throws IllegalArgumentException if the URI is malformed or has an unknown setting
     * @throws StoreException if the database cannot be reached
     * @throws IllegalStateException as for {@link #open(String)}
     */
    public static RedisStore open(String uri, ClientResources resources) {
        return opened(uri, target -> Connections.on(resources, target));
    }

    /**
     * Makes a store over a client of the application: with its threads, its address resolution and its TLS settings, on
     * connections of the store's own, which never reconnect nor repeat by themselves.
     *
     * @param client stays open when the store is closed
     * @param uri of the server or the sentinels, with the credentials; its time-out is not used
     * @param settings how the store works
     * @return the open store
     * @throws StoreException if the database cannot be reached
     * @throws IllegalStateException as for {@link #open(String)}
     */
    public static RedisStore over(RedisClient client, RedisURI uri, RedisSettings settings) {
        return opened(() -> Connections.over(client, uri, settings), settings);
    }

    /**
     * Makes a store over a cluster client of the application; as {@link #over(RedisClient, RedisURI, RedisSettings)}.
     *
     * @param client stays open when the store is closed; asked for the map of the cluster, which it may refresh. The
     *     time-out of its own URIs, a minute if none was set, is how long a node that hangs may hold the map up
     * @param settings how the store works
     * @return the open store
     * @throws StoreException if the cluster cannot be reached
     * @throws IllegalStateException as for {@link #open(String)}
     */
    public static RedisStore over(RedisClusterClient client, RedisSettings settings) {
        return opened(() -> Connections.over(client, settings), settings);
    }

    private static RedisStore opened(String uri, Function<RedisUri, Connections> connections) {
        return ClientLibraries.fitting(() -> {
            RedisUri target = RedisUri.parse(uri);
            return reached(connections.apply(target), target.settings());
        });
    }

    private static RedisStore opened(Supplier<Connections> connections, RedisSettings settings) {
        return ClientLibraries.fitting(() -> reached(connections.get(), settings));
    }

    private static RedisStore reached(Connections connections, RedisSettings settings) {
        RedisStore store = new RedisStore(connections, settings, VersionCodec::newVersion);
        try {
            // Whoever opens a store wants to hear now, and not at the first sale, that there is no server.
            connections.reach(settings);
            return store;
        } catch (CommandFailure e) {
            store.close();
            throw e.toException("open", "the store");
        } catch (RuntimeException | LinkageError e) {
            store.close();
            throw e;
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        byte[] redisKey = redisKey(key);
        try {
            return reads.one(redisKey, Deadline.after(settings.timeout()))
                    .map(stored -> VersionCodec.decode(key, stored));
        } catch (CommandFailure e) {
            throw e.toException("get", key);
        }
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        Map<String, byte[]> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, redisKey(key)));
        requireOpen();
        Map<String, Entry> found = new LinkedHashMap<>();
        Iterator<Map.Entry<String, byte[]>> rest = wanted.entrySet().iterator();
        while (rest.hasNext()) {
            Map<String, byte[]> some = new LinkedHashMap<>();
            while (rest.hasNext() && some.size() < MOST_KEYS_AT_ONCE) {
                Map.Entry<String, byte[]> next = rest.next();
                some.put(next.getKey(), next.getValue());
            }
            try {
                reads.several(some, Deadline.after(settings.timeout()))
                        .forEach((key, stored) -> found.put(key, VersionCodec.decode(key, stored)));
            } catch (CommandFailure e) {
                throw e.toException(
                        "getAll",
                        some.size() + " keys, " + some.keySet().iterator().next() + " the first");
            }
        }
        return Map.copyOf(found);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        byte[] redisKey = redisKey(key);
        Version version = versions.get();
        byte[] stored = VersionCodec.encode(version, StoreLimits.checkValue(key, value));
        Deadline deadline = Deadline.after(settings.timeout());
        try {
            boolean added =
                    router.route(redisKey, (node, asking) -> setIfAbsent.at(node, asking, redisKey, stored, deadline));
            return added ? AddResult.added(version) : AddResult.exists();
        } catch (CommandFailure e) {
            throw e.toException("add", key);
        }
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        byte[] redisKey = redisKey(key);
        Version version = versions.get();
        byte[] stored = VersionCodec.encode(version, StoreLimits.checkValue(key, value));
        Deadline deadline = Deadline.after(settings.timeout());
        try {
            Swap way = ForeignValues.isVersion(expected) ? foreignValues : swap;
            Swap.Found found = router.route(
                    redisKey, (node, asking) -> way.at(node, asking, redisKey, expected, stored, deadline));
            return switch (found) {
                case EXPECTED -> SwapResult.swapped(version);
                case OTHER -> SwapResult.conflict();
                case MISSING -> SwapResult.missing();
            };
        } catch (CommandFailure e) {
            throw e.toException("swap", key);
        }
    }

    /**
     * One round trip by script, two by {@code WATCH}: then a write of somebody else's to one of the keys means that none was
     * made. In a cluster one by one, since a command takes keys of one hash slot only, and those of a purchase lie in several.
     */
    @Override
    public ChainResult chain(List<ChainedWrite> links) {
        requireOpen();
        StoreLimits.checkChain(links);
        return connections.topology().isOneServer()
                ? chains.take(links, this::redisKey)
                : CasKeyValueStore.super.chain(links);
    }

    /** {@return 128 on one server or with sentinels, which keep it busy for less than a millisecond; 1 in a cluster} */
    @Override
    public int chainLength() {
        return connections.topology().isOneServer() && chains.possible() ? StoreLimits.MAX_CHAIN_LINKS : 1;
    }

    @Override
    public StoreFitness fitness() {
        requireOpen();
        // In a cluster a replica answers MOVED by itself, and nobody asks.
        return new FitnessProbe(settings)
                .of(connections.topology().masters(), connections.topology().isOneServer());
    }

    /**
     * Empty: Redis has nothing that stays the same as long as the data is whole and changes when it is not.
     *
     * <p>The {@code run_id} changes at every restart, also when every write was read back from the append-only file; the
     * replication id changes at every failover, also when nothing was lost, and stays when a snapshot of yesterday is
     * loaded. Either would stop sales for nothing, or fail to stop them.
     */
    @Override
    public Optional<String> incarnation() {
        requireOpen();
        return Optional.empty();
    }

    /** {@return the connections that swaps by {@code WATCH} have for themselves; of a cluster, of the server with the fewest left} */
    @Override
    public Optional<ConnectionUse> connections() {
        requireOpen();
        return connections.topology().masters().stream()
                .map(RedisNode::connections)
                .min(Comparator.comparingInt(use -> use.most() - use.inUse()));
    }

    /** Takes the permission to {@code DUMP} and {@code TYPE}, and holds the whole of what is there in memory. */
    @Override
    public Optional<ForeignValue> foreignValue(String key) {
        byte[] redisKey = redisKey(key);
        try {
            return foreignValues.find(redisKey, Deadline.after(settings.timeout()));
        } catch (CommandFailure e) {
            throw e.toException("look at what is foreign", key);
        }
    }

    @Override
    public void close() {
        closed = true;
        connections.close();
    }

    private byte[] redisKey(String key) {
        requireOpen();
        return (settings.keyPrefix() + StoreLimits.checkKey(key)).getBytes(StandardCharsets.US_ASCII);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Redis store is closed; open a new one");
        }
    }
}
