package dev.posse.store.couchbase;

import java.util.Optional;

/**
 * The database that a test class works on: the one that {@code POSSE_COUCHBASE} names, or else a mock of its own.
 *
 * @param uri of the database, to which settings can be appended with an ampersand
 * @param mock if it is one
 */
record Target(String uri, Optional<MockCluster> mock) implements AutoCloseable {

    static Target start() {
        String real = System.getenv("POSSE_COUCHBASE");
        if (real != null && !real.isBlank()) {
            return new Target(real + (real.contains("?") ? "" : "?openTimeout=30s"), Optional.empty());
        }
        MockCluster mock = MockCluster.start();
        return new Target(mock.uri(""), Optional.of(mock));
    }

    CouchbaseStore open(String settings) {
        return CouchbaseStore.open(settings.isEmpty() ? uri : uri + "&" + settings);
    }

    @Override
    public void close() {
        mock.ifPresent(MockCluster::close);
    }
}
