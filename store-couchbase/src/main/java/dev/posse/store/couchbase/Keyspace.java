package dev.posse.store.couchbase;

import com.couchbase.client.java.Collection;

/** A collection's place, as messages show it. */
final class Keyspace {

    private Keyspace() {}

    static String of(Collection collection) {
        return collection.bucketName() + "/" + collection.scopeName() + "/" + collection.name();
    }
}
