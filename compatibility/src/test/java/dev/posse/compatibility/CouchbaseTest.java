package dev.posse.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.java.Cluster;
import com.couchbase.mock.Bucket.BucketType;
import com.couchbase.mock.BucketConfiguration;
import com.couchbase.mock.CouchbaseMock;
import com.couchbase.mock.memcached.MemcachedServer;
import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.audit.AuditReport;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The store for Couchbase, with the client that this line of Boot manages, on Couchbase's own mock")
class CouchbaseTest {

    @Test
    @DisplayName("opens, sells, is audited, and ends")
    void sells() throws Exception {
        String client = Cluster.class.getPackage().getImplementationVersion();
        assertTrue(client.startsWith(System.getProperty("line.couchbase")), client);
        BucketConfiguration bucket = new BucketConfiguration();
        bucket.name = "shop";
        bucket.password = "of-the-test";
        bucket.type = BucketType.COUCHBASE;
        bucket.hostname = "127.0.0.1";
        bucket.numNodes = 1;
        bucket.numReplicas = 0;
        bucket.numVBuckets = 64;
        CouchbaseMock mock = new CouchbaseMock(0, List.of(bucket));
        mock.start();
        try {
            mock.waitForStartup();
            MemcachedServer server =
                    mock.getBuckets().values().iterator().next().getServers()[0];
            // The client gets its cluster map over the key-value port only.
            server.setCccpEnabled(true);
            sells("couchbase://shop:of-the-test@127.0.0.1:" + server.getPort() + "/shop?openTimeout=30s&managerPort="
                    + mock.getHttpPort());
        } finally {
            mock.stop();
        }
    }

    private static void sells(String uri) {
        try (CasKeyValueStore store = CasKeyValueStore.open(uri)) {
            Posse.initialize(store);
            try (Posse posse = Posse.on(store).open()) {
                posse.accounts().open("alice");
                posse.accounts().deposit("alice", "voucher-7", 1_000);
                posse.campaigns().create("drop", 250, 2);
                PurchaseRequest request = PurchaseRequest.of("alice", "drop").withPurchaseId("order-1");

                assertInstanceOf(PurchaseOutcome.Purchased.class, posse.purchase(request));
                assertInstanceOf(PurchaseOutcome.Purchased.class, posse.purchase(request));
                assertEquals(
                        750, posse.accounts().statement("alice").orElseThrow().balance());
                assertEquals(AuditReport.Verdict.BALANCED, posse.audit().verdict());
            }
        }
    }
}
