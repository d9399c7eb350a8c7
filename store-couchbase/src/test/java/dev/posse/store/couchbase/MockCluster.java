package dev.posse.store.couchbase;

import com.couchbase.mock.Bucket.BucketType;
import com.couchbase.mock.BucketConfiguration;
import com.couchbase.mock.CouchbaseMock;
import com.couchbase.mock.memcached.Item;
import com.couchbase.mock.memcached.MemcachedServer;
import com.couchbase.mock.memcached.Storage.StorageType;
import com.couchbase.mock.memcached.protocol.CommandCode;
import com.couchbase.mock.memcached.protocol.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Couchbase's own mock: one node, one bucket without replicas, in this process. */
final class MockCluster implements AutoCloseable {

    static final String USER = "posse";
    static final String PASSWORD = "s3cret-of-the-mock";

    // Held here, since java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger MOCK_LOG = Logger.getLogger("com.couchbase.mock");

    private final CouchbaseMock mock;
    private final MemcachedServer server;

    private MockCluster(CouchbaseMock mock, MemcachedServer server) {
        this.mock = mock;
        this.server = server;
    }

    static MockCluster start() {
        MOCK_LOG.setLevel(Level.OFF);
        BucketConfiguration bucket = new BucketConfiguration();
        bucket.name = USER;
        bucket.password = PASSWORD;
        bucket.type = BucketType.COUCHBASE;
        bucket.hostname = "127.0.0.1";
        bucket.numNodes = 1;
        bucket.numReplicas = 0;
        bucket.numVBuckets = 64;
        try {
            CouchbaseMock mock = new CouchbaseMock(0, List.of(bucket));
            mock.start();
            mock.waitForStartup();
            MemcachedServer server =
                    mock.getBuckets().values().iterator().next().getServers()[0];
            // The client of today gets its cluster map over the key-value port only.
            server.setCccpEnabled(true);
            return new MockCluster(mock, server);
        } catch (IOException e) {
            throw new IllegalStateException("The mock did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the mock started", e);
        }
    }

    int port() {
        return server.getPort();
    }

    int managerPort() {
        return mock.getHttpPort();
    }

    MemcachedServer server() {
        return server;
    }

    /** The URI of this mock, with settings that are joined by ampersands, or none. */
    String uri(String settings) {
        return uri(port(), managerPort(), settings);
    }

    /** The same by way of other ports. */
    String uri(int port, int managerPort, String settings) {
        return "couchbase://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + USER + "?managerPort="
                + managerPort + (settings.isEmpty() ? "" : "&" + settings);
    }

    /** Meets the next operations of one kind with an error, without doing them. */
    void refuse(CommandCode command, ErrorCode error, int times) {
        server.updateFailMakerContext(error, times, command);
    }

    void refuseNothing() {
        server.updateFailMakerContext(ErrorCode.SUCCESS, 0, CommandCode.ILLEGAL);
    }

    /** Counts the operations of one kind that the server received since {@code server().startLog()}. */
    long received(CommandCode command) {
        List<MemcachedServer.CommandLogEntry> log = server.getLogs();
        long count = 0;
        // By index: the mock goes on appending to this very list.
        for (int at = 0; at < log.size(); at++) {
            count += log.get(at).getOpcode() == command.cc() ? 1 : 0;
        }
        return count;
    }

    /** The expiry of a document in seconds, 0 for none. */
    int expiry(String key) {
        for (Item item : server.getStorage().getMasterStore(StorageType.CACHE)) {
            if (item.getKeySpec().key.equals(key)) {
                return item.getExpiryTime();
            }
        }
        throw new AssertionError("The mock has no " + key);
    }

    @Override
    public void close() {
        mock.stop();
    }
}
