package dev.posse.store.couchbase;

import org.junit.jupiter.api.Test;

class CouchbaseOpeningTest {

    @Test
    void tryOut() {
        try (MockCluster mock = MockCluster.start()) {
            String[] uris = {
                mock.uri("openTimeout=3s").replace(MockCluster.PASSWORD, "wrong"),
                mock.uri("openTimeout=3s").replace("/posse?", "/other?"),
                mock.uri("openTimeout=3s").replace("/posse?", "/posse/s/c?"),
                mock.uri("openTimeout=3s").replace("" + mock.port(), "1"),
                mock.uri("openTimeout=3s&durability=majority"),
                mock.uri("openTimeout=3s").replace("couchbase:", "couchbases:"),
            };
            for (String uri : uris) {
                long t = System.nanoTime();
                try (CouchbaseStore s = CouchbaseStore.open(uri)) {
                    System.out.println("OPENED " + s);
                } catch (RuntimeException e) {
                    System.out.println((System.nanoTime() - t) / 1000000 + " ms " + e + "\n   cause " + e.getCause());
                }
            }
        }
    }
}
