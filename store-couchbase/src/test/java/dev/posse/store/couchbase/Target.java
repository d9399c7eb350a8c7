package dev.posse.store.couchbase;

import java.util.Optional;

/**
 * The database that a test class works on: what {@code POSSE_COUCHBASE} says, or else a mock of its own.
 *
 * <p>{@code POSSE_COUCHBASE=couchbase://user:password@host/bucket} names a real cluster, {@code POSSE_COUCHBASE=docker}
 * starts a real server in a container. The test classes are the same ones.
 *
 * @param uri of the database, to which settings can be appended with an ampersand
 * @param mock if it is one
 * @param release ends what was started
 */
record Target(String uri, Optional<MockCluster> mock, Runnable release) implements AutoCloseable {

    static Target start() {
        String real = Optional.ofNullable(System.getenv("POSSE_COUCHBASE")).orElse("");
        if (real.equals("docker")) {
            return ContainerTarget.start();
        }
        if (!real.isEmpty()) {
            return new Target(real + (real.contains("?") ? "" : "?openTimeout=30s"), Optional.empty(), () -> {});
        }
        MockCluster mock = MockCluster.start();
        return new Target(mock.uri(""), Optional.of(mock), mock::close);
    }

    CouchbaseStore open(String settings) {
        return CouchbaseStore.open(settings.isEmpty() ? uri : uri + "&" + settings);
    }

    @Override
    public void close() {
        release.run();
    }
}
