package dev.posse.store.memcached;

import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.UriSettings;
import dev.posse.store.Version;
import dev.posse.store.memcached.BoundOperation.End;
import dev.posse.store.memcached.Server.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.spy.memcached.MemcachedClient;
import net.spy.memcached.ops.StatusCode;
import net.spy.memcached.ops.StoreType;

/**
 * A store on one memcached server or several, for those who know what they do: memcached keeps nothing over a restart.
 *
 * <p>Keys are spread over the servers by Ketama. A server that is down is an error for its keys, and no reason to look
 * elsewhere. Versions bear the epoch of the server's data, so that a cas id from before a restart fits nothing after it.
 *
 * <p><b>Lost data.</b> When a server has forgotten its data, this store notices at the latest with its next operation on
 * that server ({@code flush_all}: with the next call of {@link #incarnation}). From then on the server's keys are refused
 * with {@link dev.posse.store.DataLossException}: reads until {@link #incarnation} was asked for, writes for good. A caller
 * that has seen the new incarnation can look around and fence what must not go on; but a purchase that began before it
 * looked may still hold an intent to add a slot that was sold and forgotten, and no later moment is known at which it
 * cannot come any more. So writes need a store that was opened after the loss, by a node that compared incarnations.
 *
 * <p><b>Times.</b> A call ends within twice the setting {@code timeout}, {@link #getAll} within that for each 500 keys.
 * The store works again about a second after the connection does.
 */
public final class MemcachedStore implements CasKeyValueStore {

    /** Reads on their way at one time: a fraction of what the library queues. */
    private static final int AT_ONCE = 500;

    private final MemcachedClient client;
    private final Ring ring;
    private final MemcachedSettings settings;
    private final boolean owned;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MemcachedStore(MemcachedClient client, Ring ring, MemcachedSettings settings, boolean owned) {
        this.client = client;
        this.ring = ring;
        this.settings = settings;
        this.owned = owned;
    }

    /**
     * Opens a store with a client of its own.
     *
     * @param uri {@code memcached://host[:port],host[:port]…[?setting=value&…]}; the module's README lists the settings
     * @return the open store
     * @throws IllegalArgumentException if the URI is malformed
     * @throws StoreException if a server cannot be reached within {@code openTimeout}, or is not fit; the message says how
     *     to start memcached
     */
    public static MemcachedStore open(String uri) {
        return open(uri, ServerCheck::all);
    }

    /**
     * Opens a store for a person who looks into it while servers are down: those that do not answer within {@code openTimeout} are
     * left out. Their keys, and {@link #incarnation}, are refused with {@link StoreException} as long as this store is open, for nobody
     * knows what becomes of their data meanwhile.
     *
     * @param uri as in {@link #open}
     * @return the open store
     * @throws IllegalArgumentException as in {@link #open}
     * @throws StoreException if no server answers, or one is not fit
     */
    public static MemcachedStore openPartly(String uri) {
        return open(uri, ServerCheck::some);
    }

    private static MemcachedStore open(String uri, ServerCheck check) {
        MemcachedUri parsed = MemcachedUri.parse(uri);
        MemcachedClient client = Connector.connect(parsed);
        try {
            List<Server> servers = ServerCheck.servers(
                    client, parsed.addresses(), parsed.settings().names());
            return new MemcachedStore(client, check.open(servers, parsed.settings()), parsed.settings(), true);
        } catch (RuntimeException e) {
            client.shutdown();
            throw e;
        }
    }

    /**
     * Opens a store over a client of the application, which stays the application's to close. Its protocol counts; its
     * locator, failure mode and transcoder do not, as the store sends each request to the server that it chose itself.
     *
     * @param client connected or connecting
     * @param settings as after the question mark of a URI, such as {@code timeout=1s&names=a,b}, or nothing
     * @return the open store
     * @throws IllegalArgumentException if the settings are malformed
     * @throws StoreException as {@link #open}
     */
    public static MemcachedStore over(MemcachedClient client, String settings) {
        MemcachedSettings given = MemcachedSettings.from(UriSettings.parse(settings));
        List<Server> servers = ServerCheck.servers(client, List.of(), given.names());
        return new MemcachedStore(client, ServerCheck.all(servers, given), given, false);
    }

    @Override
    public Optional<Entry> get(String key) {
        StoreLimits.checkKey(key);
        Deadline deadline = begin();
        return ask(key, deadline).entry(deadline);
    }

    @Override
    public Map<String, Entry> getAll(Collection<String> keys) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>(keys);
        distinct.forEach(StoreLimits::checkKey);
        Map<String, Entry> found = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(distinct);
        Deadline deadline = begin();
        while (!left.isEmpty()) {
            List<String> now = left.subList(0, Math.min(AT_ONCE, left.size()));
            List<PendingRead> pending = new ArrayList<>();
            for (String key : now) {
                pending.add(ask(key, deadline));
            }
            for (PendingRead read : pending) {
                read.entry(deadline).ifPresent(entry -> found.put(read.key(), entry));
            }
            left = left.subList(now.size(), left.size());
            deadline = begin();
        }
        return Map.copyOf(found);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        StoreLimits.checkKey(key);
        StoreLimits.checkValue(key, value);
        Write write = write("add of " + key, key);
        Reply.Stored reply = new Reply.Stored();
        StatusCode answer = write.ended(
                reply, write.server().operations().store(StoreType.add, key, write.nonce(), 0, value, reply));
        return switch (answer) {
            case SUCCESS -> AddResult.added(version(write, reply));
            case ERR_EXISTS, ERR_NOT_STORED -> AddResult.exists();
            default ->
                throw ErrorTable.toException(write.title(), write.server().name(), reply);
        };
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        StoreLimits.checkKey(key);
        StoreLimits.checkValue(key, value);
        Write write = write("swap of " + key, key);
        Optional<EpochVersion> state = VersionCodec.decode(expected);
        if (state.isEmpty() || ring.isElsewhere(state.get().epoch(), write.server())) {
            // No version that this key can ever have had.
            return get(key).isPresent() ? SwapResult.conflict() : SwapResult.missing();
        }
        if (!state.get().epoch().equals(write.connection().epoch().toString())) {
            // Of another epoch: its cas id may fit some other state by now.
            return SwapResult.conflict();
        }
        Reply.Stored reply = new Reply.Stored();
        // "replace": for a "set" that it has no room for, memcached drops what stood there, even with a cas id.
        StatusCode answer = write.ended(
                reply,
                write.server()
                        .operations()
                        .cas(StoreType.replace, key, state.get().cas(), write.nonce(), 0, value, reply));
        return switch (answer) {
            case SUCCESS -> SwapResult.swapped(version(write, reply));
            case ERR_EXISTS -> SwapResult.conflict();
            case ERR_NOT_FOUND -> SwapResult.missing();
            default ->
                throw ErrorTable.toException(write.title(), write.server().name(), reply);
        };
    }

    /** The version of what was written. The text protocol does not tell it: it is read, and known by its nonce. */
    private Version version(Write write, Reply.Stored reply) {
        DataEpoch epoch = write.connection().epoch();
        if (reply.cas().isPresent()) {
            return VersionCodec.encode(epoch, reply.cas().getAsLong());
        }
        Reply.Item item = new Reply.Item();
        try {
            BoundOperation<Reply.Item> asked = write.server()
                    .send(write.connection(), item, write.server().operations().gets(write.key(), item));
            boolean own = asked.await(write.deadline()) == End.ANSWERED
                    && item.isSuccess()
                    && item.data().isPresent()
                    && item.flags() == write.nonce();
            return own ? VersionCodec.encode(epoch, item.cas()) : VersionCodec.encodeUnknown(epoch, write.nonce());
        } catch (StoreException e) {
            // It was written, that is known; a swap from this version will be refused, and the caller reads again.
            return VersionCodec.encodeUnknown(epoch, write.nonce());
        }
    }

    @Override
    public StoreFitness fitness() {
        Deadline deadline = begin();
        List<FitnessProbe> probes = ring.servers().stream()
                .filter(Server::isOpened)
                .map(server -> FitnessProbe.of(server, deadline))
                .collect(Collectors.toUnmodifiableList());
        String versions = probes.stream().map(FitnessProbe::version).distinct().collect(Collectors.joining(", "));
        Stream<Finding> missing = ring.servers().stream()
                .filter(server -> !server.isOpened())
                .map(server -> new Finding(Aspect.SERVER, Verdict.UNKNOWN, server.notOpened()));
        return new StoreFitness(
                "memcached " + versions,
                Stream.concat(probes.stream().flatMap(probe -> probe.findings().stream()), missing)
                        .collect(Collectors.toUnmodifiableList()));
    }

    /**
     * Names the epochs of all servers' data, and how keys are spread over several: a node that spreads them differently
     * has another incarnation. Whoever asks is taken to know of a loss from now on: reads work again on servers that have
     * forgotten their data, writes do not.
     */
    @Override
    public Optional<String> incarnation() {
        Deadline deadline = begin();
        Map<String, DataEpoch> epochs = new LinkedHashMap<>();
        ring.servers().forEach(Server::nudge);
        ring.servers().forEach(server -> epochs.put(server.name(), server.acknowledgeEpoch(deadline)));
        return Optional.of(Incarnations.of(epochs));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && owned) {
            Connector.shutDown(client, ring.servers());
        }
    }

    private Deadline begin() {
        if (closed.get()) {
            throw new IllegalStateException("This memcached store is closed");
        }
        return Deadline.in(settings.timeout());
    }

    private PendingRead ask(String key, Deadline deadline) {
        Server server = ring.holding(key);
        Connection connection = server.forReading(deadline);
        Reply.Item reply = new Reply.Item();
        return new PendingRead(
                key,
                server,
                connection.epoch(),
                server.send(connection, reply, server.operations().gets(key, reply)));
    }

    private Write write(String title, String key) {
        Deadline deadline = begin();
        Server server = ring.holding(key);
        // Non-negative: the text protocol knows no other flags.
        int nonce = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        return new Write(title, key, server, server.forWriting(deadline), nonce, deadline);
    }

    /** A write to be sent. Its nonce goes into the item's flags, so that the writer can tell what it wrote. */
    private record Write(String title, String key, Server server, Connection connection, int nonce, Deadline deadline) {

        StatusCode ended(Reply.Stored reply, net.spy.memcached.ops.Operation operation) {
            End end = server.send(connection, reply, operation).await(deadline);
            if (end != End.ANSWERED) {
                throw ErrorTable.toException(title, server.name(), end);
            }
            return reply.code();
        }
    }
}
