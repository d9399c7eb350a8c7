package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.ChainResult.Ending;
import dev.posse.store.redis.ChainStream.Sent;
import dev.posse.store.redis.FailingOver.Isolated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What asynchronous replication may lose is the end of the stream that the master wrote: chains as a whole, the last ones, and with
 * each of them all that were begun after its answer. Never the beginning of a chain without its end, nor a chain that stands without
 * those whose answers its callers had heard before.
 */
@DisplayName("S22: chains of many callers in flight while their master is killed, and a replica takes over")
class ChainFailoverTest {

    private static final int CALLERS = 12;
    private static final int CHAINS = 300;

    private final SentinelServers servers = SentinelServers.start(Duration.ofSeconds(2));
    private final List<ChainStream> streams = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (ChainStream stream : streams) {
            stream.end();
        }
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap=watch&replicas=2", "swap=script"})
    @DisplayName(
            "kill -9 in the middle of it: every chain stands as a whole or not at all; asked for two replicas, none that"
                    + " was acknowledged is lost")
    void killed(String settings) throws Exception {
        try (RedisStore store = RedisStore.open(servers.uri(settings + "&timeout=1s"))) {
            begin(store);
            awaitAcknowledged(CHAINS);
            RedisProcess master = servers.masterOf("");
            long killed = System.nanoTime();
            master.kill();
            servers.awaitFailover(master);
            servers.bringBack(master);
            awaitAcknowledged(acknowledged() + CHAINS);
            Set<String> found = endAndRead(store);

            assertWhole(found);
            assertSuffixLost(killed, found);
            assertTrue(inTrouble() > 0, "no chain was hit by the failover");
            if (settings.contains("replicas=2")) {
                assertEquals(List.of(), lost(found));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap=watch", "swap=script"})
    @DisplayName("kill -9 of a master that went on alone: what is lost is the end of what it wrote, and nothing else")
    void killedAlone(String settings) throws Exception {
        try (RedisStore store = RedisStore.open(servers.uri(settings + "&timeout=1s"))) {
            begin(store);
            awaitAcknowledged(CHAINS);
            Isolated alone = servers.isolate("");
            awaitAcknowledged(acknowledged() + CHAINS);
            long killed = System.nanoTime();
            servers.killAndPromote(alone);
            awaitAcknowledged(acknowledged() + CHAINS);
            Set<String> found = endAndRead(store);

            assertTrue(
                    lost(found).size() >= CHAINS,
                    () -> "lost are " + lost(found).size());
            assertWhole(found);
            assertSuffixLost(killed, found);
        }
    }

    private void begin(RedisStore store) {
        IntStream.range(0, CALLERS).forEach(caller -> streams.add(ChainStream.begun(store, "caller/" + caller)));
    }

    private void awaitAcknowledged(long count) {
        Waiting.until(count + " chains are acknowledged", () -> acknowledged() >= count);
    }

    private long acknowledged() {
        return all().stream().filter(Sent::isAcknowledged).count();
    }

    private long inTrouble() {
        return all().stream()
                .filter(sent -> sent.result().ending() instanceof Ending.Unknown
                        || sent.result().ending() instanceof Ending.Failed)
                .count();
    }

    private List<Sent> all() {
        return streams.stream().flatMap(stream -> stream.sent().stream()).toList();
    }

    /** The keys that stand when nobody writes any more. */
    private Set<String> endAndRead(RedisStore store) throws InterruptedException {
        for (ChainStream stream : streams) {
            stream.end();
        }
        List<String> keys = all().stream().flatMap(sent -> sent.keys().stream()).toList();
        Set<String> found = store.getAll(keys).keySet();
        System.out.println(acknowledged() + " chains acknowledged, " + inTrouble() + " failed or in doubt, "
                + lost(found).size() + " acknowledged and lost");
        return found;
    }

    /** Of Redis more is true than the clause asks for: a beginning of a chain would do, and it is all or nothing. */
    private void assertWhole(Set<String> found) {
        for (Sent sent : all()) {
            String stands = sent.keys().stream()
                    .map(key -> found.contains(key) ? "+" : "-")
                    .collect(Collectors.joining());
            assertTrue(stands.equals("+++") || stands.equals("---"), () -> sent + " stands as " + stands);
        }
    }

    /** Whatever was begun after the answer of a lost one, and acknowledged by the same master, is lost as well. */
    private void assertSuffixLost(long killed, Set<String> found) {
        List<Sent> before = all().stream()
                .filter(Sent::isAcknowledged)
                .filter(sent -> sent.ended() < killed)
                .toList();
        long firstLost = before.stream()
                .filter(sent -> !stands(sent, found))
                .mapToLong(Sent::ended)
                .min()
                .orElse(Long.MAX_VALUE);
        assertEquals(
                List.of(),
                before.stream()
                        .filter(sent -> sent.began() > firstLost && stands(sent, found))
                        .toList());
        assertTrue(
                all().stream()
                        .filter(Sent::isAcknowledged)
                        .filter(sent -> sent.began() > killed)
                        .allMatch(sent -> stands(sent, found)),
                "lost after the failover");
    }

    private List<Sent> lost(Set<String> found) {
        return all().stream()
                .filter(Sent::isAcknowledged)
                .filter(sent -> !stands(sent, found))
                .toList();
    }

    private static boolean stands(Sent sent, Set<String> found) {
        return found.containsAll(sent.keys());
    }
}
