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
 * Couchbase's own mock, for trying Posse out: one node, one bucket, everything in memory and gone at its end.
 *
 * <p>It has no durability, no replicas, no collections but
 * the default one, no Query and no Web Console, and its password is known to everybody: never for anything but a try.
 */
public final class CouchbaseMockServer implements AutoCloseable {

    private static final String BUCKET = "posse";
    private static final String PASSWORD = "posse";

    // Held here, since java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger MOCK_LOG = Logger.getLogger("com.couchbase.mock");

    private final CouchbaseMock mock;
    private final MemcachedServer server;
    private final String password;

    private CouchbaseMockServer(CouchbaseMock mock, MemcachedServer server, String password) {
        this.mock = mock;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts a mock on free ports.
     *
     * @return the running mock
     * @throws IOException if it cannot listen
     * @throws InterruptedException if the thread was interrupted while it started
     */
    public static CouchbaseMockServer start() throws IOException, InterruptedException {
        return start(PASSWORD);
    }

    static CouchbaseMockServer start(String password) throws IOException, InterruptedException {
        MOCK_LOG.setLevel(Level.OFF);
        BucketConfiguration bucket = new BucketConfiguration();
        bucket.name = BUCKET;
        bucket.password = password;
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
        return new CouchbaseMockServer(mock, server, password);
    }

    /**
     * Returns the URI to open a store with.
     *
     * @return with both of its ports, since neither is the usual one
     */
    public String uri() {
        return "couchbase://" + BUCKET + ":" + password + "@127.0.0.1:" + server.getPort() + "/" + BUCKET
                + "?managerPort=" + mock.getHttpPort();
    }

    /**
     * Waits until the mock has ended: closed, or by an error of its own, which no request survives.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public void awaitEnd() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        mock.stop();
    }
}
