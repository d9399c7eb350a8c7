package dev.posse.examples.couchbase;

import com.couchbase.mock.Bucket.BucketType;
import com.couchbase.mock.BucketConfiguration;
import com.couchbase.mock.CouchbaseMock;
import com.couchbase.mock.memcached.MemcachedServer;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Couchbase's own mock in a process of its own, for trying Posse out: one node, one bucket, everything in memory.
 *
 * <p>It runs until the process ends, and then everything is gone. It has no durability, no replicas, no collections but
 * the default one, no Query and no Web Console, and its password is known to everybody: never for anything but a try.
 */
public final class CouchbaseMockServer implements AutoCloseable {

    private static final String BUCKET = "posse";
    private static final String PASSWORD = "posse";

    // Held here, since java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger MOCK_LOG = Logger.getLogger("com.couchbase.mock");

    private final CouchbaseMock mock;
    private final MemcachedServer server;

    private CouchbaseMockServer(CouchbaseMock mock, MemcachedServer server) {
        this.mock = mock;
        this.server = server;
    }

    /**
     * Starts a mock on free ports.
     *
     * @return the running mock
     * @throws IOException if it cannot listen
     * @throws InterruptedException if the thread was interrupted while it started
     */
    public static CouchbaseMockServer start() throws IOException, InterruptedException {
        MOCK_LOG.setLevel(Level.OFF);
        BucketConfiguration bucket = new BucketConfiguration();
        bucket.name = BUCKET;
        bucket.password = PASSWORD;
        bucket.type = BucketType.COUCHBASE;
        bucket.hostname = "127.0.0.1";
        bucket.numNodes = 1;
        bucket.numReplicas = 0;
        CouchbaseMock mock = new CouchbaseMock(0, List.of(bucket));
        mock.start();
        mock.waitForStartup();
        MemcachedServer server = mock.getBuckets().values().iterator().next().getServers()[0];
        // Today's client gets the cluster map over the key-value port only.
        server.setCccpEnabled(true);
        return new CouchbaseMockServer(mock, server);
    }

    /**
     * Gives the URI to open a store with.
     *
     * @return with both of its ports, since neither is the usual one
     */
    public String uri() {
        return "couchbase://" + BUCKET + ":" + PASSWORD + "@127.0.0.1:" + server.getPort() + "/" + BUCKET
                + "?managerPort=" + mock.getHttpPort();
    }

    @Override
    public void close() {
        mock.stop();
    }

    /**
     * Starts a mock, prints its URI as the one line of the output, and runs until the process is ended.
     *
     * @param arguments none
     * @throws IOException if it cannot listen
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (CouchbaseMockServer server = start()) {
            System.out.println(server.uri());
            Thread.currentThread().join();
        }
    }
}
