package dev.posse.store.couchbase;

import com.couchbase.client.core.env.PasswordAuthenticator;
import com.couchbase.client.java.Cluster;
import com.couchbase.client.java.ClusterOptions;
import com.couchbase.client.java.env.ClusterEnvironment;
import dev.posse.store.StoreException;

/** Connects to a cluster that a URI names. */
final class Connector {

    private Connector() {}

    /** Connects in the background; whether it worked shows with the first read. */
    static ManagedCluster connect(CouchbaseUri uri, String password) {
        Cluster cluster;
        try {
            cluster = Cluster.connect(
                    uri.connectionString(),
                    ClusterOptions.clusterOptions(PasswordAuthenticator.create(uri.user(), password))
                            .environment(environment -> configure(environment, uri)));
        } catch (RuntimeException e) {
            throw new StoreException("Couchbase at " + uri + " cannot be used: " + e.getMessage(), e);
        }
        return new ManagedCluster(
                cluster, cluster.bucket(uri.bucket()).scope(uri.scope()).collection(uri.collection()));
    }

    private static void configure(ClusterEnvironment.Builder environment, CouchbaseUri uri) {
        CouchbaseSettings settings = uri.settings();
        environment.timeoutConfig(timeouts -> timeouts.kvTimeout(settings.timeout())
                .kvDurableTimeout(settings.durableTimeout())
                .connectTimeout(settings.connectTimeout()));
        // Nobody starts the client's transactions here: no need for threads that look for lost ones.
        environment.transactionsConfig(transactions -> transactions.cleanupConfig(
                cleanup -> cleanup.cleanupClientAttempts(false).cleanupLostAttempts(false)));
        settings.trustCertificate().ifPresent(file -> {
            if (!uri.tls()) {
                throw new IllegalArgumentException("trustCertificate is for couchbases://, which asks for TLS");
            }
            environment.securityConfig(security -> security.trustCertificate(file));
        });
    }
}
