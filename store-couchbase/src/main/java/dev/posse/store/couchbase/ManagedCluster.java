package dev.posse.store.couchbase;

import com.couchbase.client.java.Cluster;
import com.couchbase.client.java.Collection;
import java.time.Duration;

/** A connection to a cluster that the store opened itself and closes itself. */
final class ManagedCluster {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Collection collection;

    ManagedCluster(Cluster cluster, Collection collection) {
        this.cluster = cluster;
        this.collection = collection;
    }

    Collection collection() {
        return collection;
    }

    void close() {
        cluster.disconnect(CLOSING);
    }
}
