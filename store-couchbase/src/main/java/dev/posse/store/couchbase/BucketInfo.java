package dev.posse.store.couchbase;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.couchbase.client.core.topology.BucketCapability;
import com.couchbase.client.core.topology.ClusterTopologyWithBucket;
import com.couchbase.client.core.topology.CouchbaseBucketTopology;
import com.couchbase.client.java.Collection;
import dev.posse.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the client knows of a bucket from its cluster map, which every user may see who may read a document.
 *
 * @param name the bucket's name
 * @param ephemeral whether it is in memory only
 * @param replicas copies beside the active one
 * @param durableWrites whether its servers know durable writes at all
 */
record BucketInfo(String name, boolean ephemeral, int replicas, boolean durableWrites) {

    // Any key will do; the answer is "absent", and getting it needs all that a store needs but the right to write.
    private static final String PROBE = "posse-probe";

    /** Couchbase refuses every durable write in a bucket of more replicas. */
    static final int MOST_REPLICAS_FOR_DURABILITY = 2;

    /** A few milliseconds after the map, as a rule. */
    private static final long NODES_COME_NANOS = 10_000_000;

    /** Reads from the collection, which shows that it can be reached, and then looks at the cluster map. */
    static BucketInfo reached(Collection collection, Duration patience) {
        return reached(collection, patience, "Couchbase");
    }

    /**
     * The same with the cluster's name for the error. The read is asked anew at every time-out of a read, and when the client finds
     * no node for it: at the moment of an opening the bucket's map may have come and the bucket's nodes not. The client's
     * {@code KeyValueLocator} throws then: to the caller, or in the timer of a request that is tried again, and nobody ends that one.
     */
    static BucketInfo reached(Collection collection, Duration patience, String cluster) {
        Duration timeout = collection.environment().timeoutConfig().kvTimeout();
        long tries = Math.max(1, patience.dividedBy(timeout));
        long end = System.nanoTime() + patience.toNanos();
        Optional<Throwable> failure = failure(collection, patience.dividedBy(tries));
        for (long again = 1; again < tries && failure.filter(BucketInfo::passes).isPresent(); ) {
            if (failure.filter(Retries::isOutOfTime).isPresent()) {
                again++;
            } else if (System.nanoTime() < end) {
                LockSupport.parkNanos(NODES_COME_NANOS);
            } else {
                break;
            }
            failure = failure(collection, patience.dividedBy(tries));
        }
        if (failure.isPresent()) {
            boolean tls = collection.environment().securityConfig().tlsEnabled();
            throw new StoreException(
                    cluster + " cannot be used, a first read in " + Keyspace.of(collection) + " failed: "
                            + (tls ? ErrorTable.onReadOverTls(failure.get()) : ErrorTable.onRead(failure.get())),
                    failure.get());
        }
        return known(collection);
    }

    private static boolean passes(Throwable failure) {
        return Retries.isOutOfTime(failure)
                || (failure instanceof IllegalStateException
                        && String.valueOf(failure.getMessage()).startsWith("Node not found"));
    }

    private static Optional<Throwable> failure(Collection collection, Duration timeout) {
        try {
            Await.answer(() -> Reads.found(collection, PROBE, timeout), timeout);
            return Optional.empty();
        } catch (Await.Failed e) {
            return Optional.of(e.error());
        }
    }

    static BucketInfo known(Collection collection) {
        ClusterTopologyWithBucket topology = collection.core().clusterConfig().bucketTopology(collection.bucketName());
        if (topology == null) {
            throw new StoreException("The client has no cluster map of the bucket " + collection.bucketName());
        }
        if (!(topology.bucket() instanceof CouchbaseBucketTopology bucket)) {
            throw new StoreException("The bucket " + collection.bucketName()
                    + " is of type memcached, which forgets; use one of type Couchbase");
        }
        return new BucketInfo(
                bucket.name(),
                bucket.ephemeral(),
                bucket.numberOfReplicas(),
                bucket.hasCapability(BucketCapability.DURABLE_WRITE));
    }

    /** Chooses the durability, or checks the one asked for, so that no write fails for a setting later. */
    DurabilityLevel durability(Optional<DurabilityLevel> asked) {
        DurabilityLevel level =
                asked.orElse(durableWrites && replicas > 0 ? DurabilityLevel.MAJORITY : DurabilityLevel.NONE);
        if (level == DurabilityLevel.NONE) {
            return level;
        }
        if (!durableWrites) {
            throw new StoreException("The bucket " + name + " has no durable writes (they need Couchbase Server 6.5);"
                    + " durability=none waives them, and a failover may then lose acknowledged writes");
        }
        if (replicas > MOST_REPLICAS_FOR_DURABILITY) {
            throw new StoreException("The bucket " + name + " has " + replicas + " replicas, and Couchbase has durable"
                    + " writes for at most " + MOST_REPLICAS_FOR_DURABILITY + "; durability=none waives them, and a"
                    + " failover may then lose acknowledged writes");
        }
        if (ephemeral && level != DurabilityLevel.MAJORITY) {
            throw new StoreException(
                    "The bucket " + name + " is ephemeral and cannot persist; durability=majority is the most it has");
        }
        return level;
    }
}
