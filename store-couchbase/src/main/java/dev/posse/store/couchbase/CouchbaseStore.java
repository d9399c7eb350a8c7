package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.couchbase.client.java.Collection;
import com.couchbase.client.java.kv.InsertOptions;
import com.couchbase.client.java.kv.MutationResult;
import com.couchbase.client.java.kv.ReplaceOptions;
import dev.posse.store.AddResult;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.OutcomeUnknownException;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreLimits;
import dev.posse.store.SwapResult;
import dev.posse.store.Version;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A store in one collection of a Couchbase bucket.
 *
 * <p>{@link #add} is an insert, {@link #swap} a replace with CAS, {@link #get} a read from the active copy; a version is
 * the CAS in decimal digits, as {@code meta().cas} shows it. Values that are JSON objects are stored as such, so that the
 * Web Console, Query and indexes can use them; others as binary. Nothing is ever given an expiry.
 *
 * <p>A read ends within the key-value timeout (2.5 s unless set), a write without durability likewise, a write with
 * durability within the durable one (10 s unless set), each plus 2 s if the client's own timer should fail; reading
 * several keys takes one such time per 256 of them. After an outage the client reconnects by itself: an attempt that was
 * under way, a pause and the attempt that succeeds, so within twice the connect time-out (5 s unless set) plus 5 s.
 *
 * <p>Not to be called from the client's own threads, such as callbacks of its futures: they cannot wait for themselves.
 * No document of the collection may be written by cross-datacenter replication: it lets two clusters accept different
 * swaps.
 */
public final class CouchbaseStore implements CasKeyValueStore {

    private final Collection collection;
    private final DurabilityLevel durability;
    private final Duration writeTimeout;
    private final Reads reads;
    private final Runnable release;

    private volatile boolean closed;

    private CouchbaseStore(Collection collection, DurabilityLevel durability, Runnable release) {
        this.collection = collection;
        this.durability = durability;
        this.release = release;
        this.reads = new Reads(collection);
        this.writeTimeout = durability == DurabilityLevel.NONE
                ? collection.environment().timeoutConfig().kvTimeout()
                : collection.environment().timeoutConfig().kvDurableTimeout();
    }

    /**
     * Opens a store of its own connections.
     *
     * @param uri {@code couchbase://user[:password]@host[:port],…/bucket[/scope/collection][?settings]}, with
     *     {@code couchbases} for TLS; the password may be in the environment variable
     *     {@code POSSE_COUCHBASE_PASSWORD} instead. Settings, joined by ampersands: {@code durability} ({@code none},
     *     {@code majority}, {@code majorityAndPersistToActive} or {@code persistToMajority}; unless set, majority where the
     *     bucket has replicas), {@code timeout}, {@code durableTimeout}, {@code connectTimeout} and {@code openTimeout}
     *     (such as {@code 2500ms} or {@code 10s}), {@code managerPort}, {@code trustCertificate} (a PEM file) and
     *     {@code passwordEnv} (another variable)
     * @return the open store
     * @throws IllegalArgumentException if the URI is malformed or there is no password
     * @throws StoreException if the bucket cannot be reached within {@code openTimeout}, or does not have the
     *     durability asked for
     */
    public static CouchbaseStore open(String uri) {
        CouchbaseUri parsed = CouchbaseUri.parse(uri);
        return open(parsed, parsed.password(name -> Optional.ofNullable(System.getenv(name))));
    }

    /**
     * Opens a store of its own connections with a password from elsewhere, such as a vault.
     *
     * @param uri as for {@link #open(String)}; a password in it is not used
     * @param password gives the password; asked once, before this method returns
     * @return the open store
     * @throws IllegalArgumentException if the URI is malformed
     * @throws StoreException as for {@link #open(String)}
     */
    public static CouchbaseStore open(String uri, Supplier<String> password) {
        return open(CouchbaseUri.parse(uri), password.get());
    }

    /**
     * Makes a store over a collection of the application, with the durability that fits the bucket: majority where it has
     * replicas, none elsewhere.
     *
     * @param collection where the documents are to be; its cluster stays open when the store is closed. The time-outs are
     *     those of its environment; its retry strategy and transcoder are not used
     * @return the store
     * @throws StoreException if the collection cannot be read
     */
    public static CouchbaseStore over(Collection collection) {
        return overReached(collection, Optional.empty());
    }

    /**
     * Makes a store over a collection of the application.
     *
     * @param collection as for {@link #over(Collection)}
     * @param durability what each write waits for
     * @return the store
     * @throws StoreException if the collection cannot be read, or its bucket does not have the durability
     */
    public static CouchbaseStore over(Collection collection, DurabilityLevel durability) {
        return overReached(collection, Optional.of(durability));
    }

    private static CouchbaseStore open(CouchbaseUri uri, String password) {
        ManagedCluster own = Connector.connect(uri, password);
        try {
            BucketInfo bucket = BucketInfo.reached(
                    own.collection(), uri.settings().openTimeout(), "Couchbase at " + uri.connectionString());
            return new CouchbaseStore(
                    own.collection(), bucket.durability(uri.settings().durability()), own::close);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private static CouchbaseStore overReached(Collection collection, Optional<DurabilityLevel> durability) {
        BucketInfo bucket = BucketInfo.reached(
                collection, collection.environment().timeoutConfig().connectTimeout());
        return new CouchbaseStore(collection, bucket.durability(durability), () -> {});
    }

    @Override
    public Optional<Entry> get(String key) {
        requireOpen();
        return reads.one(StoreLimits.checkKey(key));
    }

    @Override
    public Map<String, Entry> getAll(java.util.Collection<String> keys) {
        requireOpen();
        keys.forEach(StoreLimits::checkKey);
        return reads.several(keys);
    }

    @Override
    public AddResult add(String key, byte[] value) {
        requireOpen();
        StoreLimits.checkKey(key);
        // A copy, since the client encodes on a thread of its own, perhaps when the caller has given up waiting (S13).
        byte[] copy = StoreLimits.checkValue(key, value).clone();
        try {
            return AddResult.added(written(() -> collection
                    .async()
                    .insert(
                            key,
                            copy,
                            InsertOptions.insertOptions()
                                    .transcoder(DocumentTranscoder.INSTANCE)
                                    .durability(durability)
                                    .timeout(writeTimeout)
                                    .retryStrategy(Retries.ADD))));
        } catch (Await.Failed e) {
            WriteFailure failure = ErrorTable.ofAdd(e.error());
            if (failure.outcome() == WriteFailure.Outcome.SOMEBODY_WAS_FIRST) {
                return AddResult.exists();
            }
            throw toException("add", key, failure, e.error());
        }
    }

    @Override
    public SwapResult swap(String key, byte[] value, Version expected) {
        requireOpen();
        StoreLimits.checkKey(key);
        byte[] copy = StoreLimits.checkValue(key, value).clone();
        OptionalLong cas = VersionCodec.decode(expected);
        if (cas.isEmpty()) {
            return reads.one(key).isPresent() ? SwapResult.conflict() : SwapResult.missing();
        }
        try {
            return SwapResult.swapped(written(() -> collection
                    .async()
                    .replace(
                            key,
                            copy,
                            ReplaceOptions.replaceOptions()
                                    .cas(cas.getAsLong())
                                    .transcoder(DocumentTranscoder.INSTANCE)
                                    .durability(durability)
                                    .timeout(writeTimeout)
                                    .retryStrategy(Retries.SWAP))));
        } catch (Await.Failed e) {
            WriteFailure failure = ErrorTable.of(e.error());
            return switch (failure.outcome()) {
                case SOMEBODY_WAS_FIRST -> SwapResult.conflict();
                case ABSENT -> SwapResult.missing();
                case NOT_DONE, UNKNOWN -> throw toException("swap", key, failure, e.error());
            };
        }
    }

    @Override
    public StoreFitness fitness() {
        requireOpen();
        return FitnessProbe.read(collection, durability);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        release.run();
    }

    /** Says which collection and durability; never a user or password. */
    @Override
    public String toString() {
        return "CouchbaseStore[" + Keyspace.of(collection) + ", durability " + durability + "]";
    }

    private Version written(Supplier<CompletableFuture<MutationResult>> write) throws Await.Failed {
        return VersionCodec.encode(Await.answer(write, writeTimeout).cas());
    }

    private RuntimeException toException(String verb, String key, WriteFailure failure, Throwable error) {
        String what = "Couchbase " + verb + " of " + key + " in " + Keyspace.of(collection);
        return failure.outcome() == WriteFailure.Outcome.UNKNOWN
                ? new OutcomeUnknownException(
                        what + " may or may not have happened, now or later: " + failure.why(), error)
                : new StoreException(what + " did not happen: " + failure.why(), error);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Couchbase store is closed; open a new one");
        }
    }
}
