package dev.posse.store.couchbase;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.couchbase.BucketDefinition;
import org.testcontainers.couchbase.CouchbaseContainer;
import org.testcontainers.couchbase.CouchbaseService;
import org.testcontainers.utility.DockerImageName;

/** A real server of one node in a container; a class of its own so that nothing of containers is loaded without need. */
final class ContainerTarget {

    private static final DockerImageName IMAGE = DockerImageName.parse("couchbase/server:community-7.6.2");

    private ContainerTarget() {}

    static boolean isPossible() {
        Logger log = (Logger) LoggerFactory.getLogger("org.testcontainers");
        // It logs every way that does not lead to a Docker as an error; here that is an answer.
        log.setLevel(Level.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            log.setLevel(Level.WARN);
        }
    }

    /** Starts it, for all test classes of this JVM; Testcontainers removes it at the JVM's end. */
    @SuppressWarnings("resource")
    static String start() {
        CouchbaseContainer container = new CouchbaseContainer(IMAGE)
                .withCredentials("Administrator", "secret-of-the-container")
                .withEnabledServices(CouchbaseService.KV)
                .withBucket(new BucketDefinition("posse").withReplicas(0).withPrimaryIndex(false))
                .withStartupTimeout(Duration.ofMinutes(3));
        container.start();
        return "couchbase://" + container.getUsername() + ":" + container.getPassword() + "@" + container.getHost()
                + ":" + container.getBootstrapCarrierDirectPort() + "/posse?openTimeout=30s&managerPort="
                + container.getBootstrapHttpDirectPort();
    }
}
