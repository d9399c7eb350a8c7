package dev.posse.store.couchbase;

import java.time.Duration;
import java.util.Optional;
import org.testcontainers.couchbase.BucketDefinition;
import org.testcontainers.couchbase.CouchbaseContainer;
import org.testcontainers.couchbase.CouchbaseService;
import org.testcontainers.utility.DockerImageName;

/** A real server of one node in a container; a class of its own so that nothing of containers is loaded without need. */
final class ContainerTarget {

    private static final DockerImageName IMAGE = DockerImageName.parse("couchbase/server:community-7.6.2");

    private ContainerTarget() {}

    static Target start() {
        CouchbaseContainer container = new CouchbaseContainer(IMAGE)
                .withCredentials("Administrator", "secret-of-the-container")
                .withEnabledServices(CouchbaseService.KV)
                .withBucket(new BucketDefinition("posse").withReplicas(0).withPrimaryIndex(false))
                .withStartupTimeout(Duration.ofMinutes(3));
        container.start();
        return new Target(
                "couchbase://" + container.getUsername() + ":" + container.getPassword() + "@" + container.getHost()
                        + ":" + container.getBootstrapCarrierDirectPort() + "/posse?openTimeout=30s&managerPort="
                        + container.getBootstrapHttpDirectPort(),
                Optional.empty(),
                container::stop);
    }
}
