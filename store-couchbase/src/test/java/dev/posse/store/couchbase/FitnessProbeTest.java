package dev.posse.store.couchbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.couchbase.client.core.msg.kv.DurabilityLevel;
import com.sun.net.httpserver.HttpServer;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a deployment is judged; what the mock says of itself comes last. */
class FitnessProbeTest {

    private static final Finding ACCESS = new Finding(Aspect.ACCESS, Verdict.NOTE, "");

    private static final BucketDetails GOOD =
            new BucketDetails(Optional.of("fullEviction"), Optional.of(0L), Optional.of("seqno"), Optional.of("7.6.2"));

    @ParameterizedTest(name = "{0}, {1} replicas, {2}: persistence {3}, replication {4}")
    @CsvSource({
        "couchbase, 0, NONE, RISK, RISK",
        "couchbase, 1, NONE, RISK, RISK",
        "couchbase, 0, MAJORITY, RISK, RISK",
        "couchbase, 1, MAJORITY, RISK, SAFE",
        "couchbase, 2, MAJORITY_AND_PERSIST_TO_ACTIVE, SAFE, SAFE",
        "couchbase, 2, PERSIST_TO_MAJORITY, SAFE, SAFE",
        "ephemeral, 1, MAJORITY, RISK, SAFE",
    })
    @DisplayName("S20: what a bucket and a durability can lose")
    void verdicts(String type, int replicas, DurabilityLevel level, Verdict persistence, Verdict replication) {
        BucketInfo bucket = new BucketInfo("b", type.equals("ephemeral"), replicas, true);
        StoreFitness fitness = FitnessProbe.of(bucket, level, GOOD).withAccess(ACCESS);
        assertEquals(List.of(persistence), verdicts(fitness, Aspect.PERSISTENCE));
        assertEquals(List.of(replication), verdicts(fitness, Aspect.REPLICATION));
        assertEquals("Couchbase 7.6.2", fitness.product());
    }

    @Test
    @DisplayName("S20: eviction and expiry")
    void eviction() {
        BucketInfo ephemeral = new BucketInfo("b", true, 1, true);
        assertEquals(Verdict.SAFE, evictionOf(ephemeral, "noEviction"));
        assertEquals(Verdict.RISK, evictionOf(ephemeral, "nruEviction"));
        assertEquals(Verdict.SAFE, evictionOf(new BucketInfo("b", false, 1, true), "fullEviction"));
        BucketDetails expiring =
                new BucketDetails(Optional.of("x"), Optional.of(60L), Optional.of("lww"), Optional.empty());
        StoreFitness fitness = FitnessProbe.of(new BucketInfo("b", false, 1, true), DurabilityLevel.MAJORITY, expiring)
                .withAccess(ACCESS);
        assertEquals(List.of(Verdict.SAFE, Verdict.RISK), verdicts(fitness, Aspect.EVICTION));
        assertTrue(fitness.toString().contains("maxTTL"));
        assertEquals(List.of(Verdict.SAFE, Verdict.NOTE), verdicts(fitness, Aspect.REPLICATION));
    }

    @Test
    @DisplayName("S20: what the management API does not tell is unknown, with the reason")
    void unknown() {
        StoreFitness fitness = FitnessProbe.of(
                        new BucketInfo("b", true, 1, true), DurabilityLevel.MAJORITY, "not permitted")
                .withAccess(ACCESS);
        assertEquals(3, fitness.with(Verdict.UNKNOWN).size());
        fitness.with(Verdict.UNKNOWN)
                .forEach(finding -> assertTrue(finding.detail().contains("not permitted")));
        assertEquals("Couchbase", fitness.product());
    }

    @ParameterizedTest
    @CsvSource({"0, true, NONE", "1, true, MAJORITY", "2, true, MAJORITY", "1, false, NONE", "0, false, NONE"})
    @DisplayName("unless set otherwise, writes wait for a majority where the bucket has replicas")
    void defaultDurability(int replicas, boolean durableWrites, DurabilityLevel level) {
        assertEquals(level, new BucketInfo("b", false, replicas, durableWrites).durability(Optional.empty()));
    }

    @Test
    @DisplayName("a durability that every write would fail with is refused, by default with three replicas")
    void refusedDurability() {
        BucketInfo three = new BucketInfo("b", false, 3, true);
        assertThrows(StoreException.class, () -> three.durability(Optional.empty()));
        assertEquals(DurabilityLevel.NONE, three.durability(Optional.of(DurabilityLevel.NONE)));
        BucketInfo ephemeral = new BucketInfo("b", true, 1, true);
        assertThrows(
                StoreException.class, () -> ephemeral.durability(Optional.of(DurabilityLevel.PERSIST_TO_MAJORITY)));
        assertEquals(DurabilityLevel.MAJORITY, ephemeral.durability(Optional.of(DurabilityLevel.MAJORITY)));
    }

    @Test
    @DisplayName("S20: whom the management API answers 403 hears the rest, and that much is unknown")
    void notPermitted() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        manager.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        manager.start();
        try (MockCluster mock = MockCluster.start();
                MockedWay way = MockedWay.to(mock)) {
            way.showManager(manager.getAddress().getPort());
            try (CouchbaseStore store = CouchbaseStore.open(way.uri("openTimeout=20s"))) {
                StoreFitness fitness = store.fitness();
                assertEquals(2, fitness.with(Verdict.UNKNOWN).size(), fitness::toString);
                fitness.with(Verdict.UNKNOWN)
                        .forEach(finding -> assertTrue(finding.detail().contains("may the user see the bucket")));
                assertEquals(List.of(Verdict.RISK), verdicts(fitness, Aspect.REPLICATION));
            }
        } finally {
            manager.stop(0);
        }
        assertEquals(1, asked.get());
    }

    @Test
    @Tag("real-server")
    @ExtendWith(Target.Present.class)
    @DisplayName("S20: from a live deployment, what it says and nothing of its password")
    void live() {
        try (Target target = Target.start();
                CouchbaseStore store = target.open("")) {
            StoreFitness fitness = store.fitness();
            assertTrue(fitness.product().matches("Couchbase \\d+\\..*"), fitness.product());
            for (Aspect aspect : Aspect.values()) {
                assertFalse(verdicts(fitness, aspect).isEmpty(), aspect + " is missing");
            }
            assertFalse(fitness.toString().contains(MockCluster.PASSWORD));
        }
    }

    private static Verdict evictionOf(BucketInfo bucket, String policy) {
        BucketDetails details =
                new BucketDetails(Optional.of(policy), Optional.of(0L), Optional.empty(), Optional.empty());
        return verdicts(
                        FitnessProbe.of(bucket, DurabilityLevel.MAJORITY, details)
                                .withAccess(ACCESS),
                        Aspect.EVICTION)
                .get(0);
    }

    private static List<Verdict> verdicts(StoreFitness fitness, Aspect aspect) {
        return fitness.findings().stream()
                .filter(finding -> finding.aspect() == aspect)
                .map(Finding::verdict)
                .toList();
    }
}
