package dev.posse.store.couchbase;

import com.couchbase.client.java.Cluster;
import dev.posse.store.CasKeyValueStore;
import java.util.function.Supplier;

/** What the README shows; kept here so that it compiles. */
final class ThreeWaysToOpen {

    private ThreeWaysToOpen() {}

    /** The password comes from the environment variable POSSE_COUCHBASE_PASSWORD. */
    static CasKeyValueStore byUri() {
        return CasKeyValueStore.open("couchbase://shop@db1.example,db2.example/tickets");
    }

    /** Or from a callback, asked once. */
    static CasKeyValueStore withCallback(Supplier<String> vault) {
        return CouchbaseStore.open("couchbase://shop@db1.example,db2.example/tickets", vault);
    }

    /** Or over what the application has connected already, and closes itself. */
    static CasKeyValueStore over(Cluster cluster) {
        return CouchbaseStore.over(cluster.bucket("tickets").defaultCollection());
    }
}
