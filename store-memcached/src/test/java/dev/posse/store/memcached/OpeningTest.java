package dev.posse.store.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.compat.log.SLF4JLogger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On what the store opens, and how it closes. */
class OpeningTest {

    @Test
    @DisplayName("S18: the store does not open on a server that may evict, and says how to start one that does not")
    void evicting() {
        try (MemcachedProcess server = MemcachedProcess.with("-m", "64")) {
            StoreException refusal = assertThrows(StoreException.class, () -> CasKeyValueStore.open(server.uri("")));
            assertTrue(refusal.toString().contains("memcached -M"), refusal::toString);
            assertTrue(refusal.toString().contains("evictions=accept"), refusal::toString);
            try (CasKeyValueStore store = CasKeyValueStore.open(server.uri("evictions=accept"))) {
                assertTrue(store.fitness().with(Verdict.RISK).stream()
                        .anyMatch(finding -> finding.aspect() == Aspect.EVICTION
                                && finding.detail().contains("may evict")));
            }
        }
    }

    @Test
    @DisplayName("S5: the store does not open on a server without versions, whatever is accepted")
    void withoutVersions() {
        try (MemcachedProcess server = MemcachedProcess.with("-M", "-C")) {
            StoreException refusal =
                    assertThrows(StoreException.class, () -> MemcachedStore.open(server.uri("evictions=accept")));
            assertTrue(refusal.toString().contains("-C"), refusal::toString);
        }
    }

    @Test
    @DisplayName("S12: the store does not open on a server whose items are smaller than documents may be")
    void smallItems() {
        try (MemcachedProcess server = MemcachedProcess.with("-M", "-I", "64k", "-o", "slab_chunk_max=32")) {
            StoreException refusal = assertThrows(StoreException.class, () -> MemcachedStore.open(server.uri("")));
            assertTrue(refusal.toString().contains("-I"), refusal::toString);
        }
    }

    @Test
    @DisplayName("S20: a fit server is reported as it is, each server by its name")
    void fitness() {
        try (MemcachedProcess one = MemcachedProcess.with("-M", "-F");
                MemcachedProcess two = MemcachedProcess.start();
                CasKeyValueStore store = CasKeyValueStore.open(
                        "memcached://" + one.address() + "," + two.address() + "?names=one,two")) {
            StoreFitness fitness = store.fitness();
            assertTrue(fitness.product().startsWith("memcached 1."), fitness::product);
            assertEquals(Set.of(), Set.copyOf(fitness.with(Verdict.UNKNOWN)));
            assertEquals(Set.of("one", "two"), servers(fitness, Aspect.EVICTION, Verdict.SAFE));
            assertEquals(Set.of(), servers(fitness, Aspect.EVICTION, Verdict.RISK));
            assertEquals(Set.of("one", "two"), servers(fitness, Aspect.PERSISTENCE, Verdict.RISK));
            assertEquals(Set.of("one", "two"), servers(fitness, Aspect.REPLICATION, Verdict.RISK));
            assertEquals(Set.of("one"), servers(fitness, Aspect.ACCESS, Verdict.SAFE));
            assertEquals(Set.of("two"), servers(fitness, Aspect.ACCESS, Verdict.RISK));
        }
    }

    private static Set<String> servers(StoreFitness fitness, Aspect aspect, Verdict verdict) {
        return fitness.with(verdict).stream()
                .filter(finding -> finding.aspect() == aspect)
                .map(finding -> finding.detail().substring(0, finding.detail().indexOf(':')))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Test
    @DisplayName("A store ends opening in time when one of the servers is away, and names it")
    void away() {
        try (MemcachedProcess server = MemcachedProcess.start();
                MemcachedProcess other = MemcachedProcess.start()) {
            other.kill();
            long started = System.nanoTime();
            StoreException refusal = assertThrows(
                    StoreException.class,
                    () -> MemcachedStore.open(
                            "memcached://" + server.address() + "," + other.address() + "?openTimeout=500ms"));
            assertTrue(Duration.ofNanos(System.nanoTime() - started).toMillis() < 5_000);
            assertTrue(refusal.toString().contains(other.address()), refusal::toString);
            assertFalse(refusal.toString().contains(server.address()), refusal::toString);
            other.startAgain();
        }
    }

    @Test
    @DisplayName("One server under two addresses is refused: half of its keys would be looked for under each")
    void sameTwice() {
        try (MemcachedProcess server = MemcachedProcess.start()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MemcachedStore.open("memcached://localhost:" + server.port() + "," + server.address()));
        }
    }

    @Test
    @DisplayName("A store that opens waits for a server that comes late")
    void late() throws Exception {
        try (MemcachedProcess server = MemcachedProcess.start()) {
            server.kill();
            Thread starting = new Thread(() -> {
                try {
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    return;
                }
                server.startAgain();
            });
            starting.start();
            try (CasKeyValueStore store = MemcachedStore.open(server.uri("openTimeout=10s"))) {
                store.add("key", "value".getBytes(UTF_8));
            }
            starting.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memcached:",
                "memcached://",
                "memcached://user:secret@host",
                "memcached://host:0",
                "memcached://host:70000",
                "memcached://host,,other",
                "memcached://host?protocol=udp",
                "memcached://host?timeout=soon",
                "memcached://host?timeout=1s&timeout=2s",
                "memcached://host?colour=red",
                "memcached://host?names=",
                "memcached://localhost,localhost?openTimeout=1s",
                "memcached://localhost?names=a,b&openTimeout=1s"
            })
    @DisplayName("A URI that makes no sense is refused without its secrets")
    void malformed(String uri) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> CasKeyValueStore.open(uri));
        assertFalse(String.valueOf(refusal.getMessage()).contains("secret"), refusal::toString);
    }

    @Test
    @DisplayName("S17: closing leaves no thread behind, and a store that could not be opened leaves none either")
    void threads() throws Exception {
        try (MemcachedProcess server = MemcachedProcess.start()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try (CasKeyValueStore store = CasKeyValueStore.open(server.uri(""))) {
                store.add("key", "value".getBytes(UTF_8));
                store.getAll(Set.of("key", "other"));
                assertInstanceOf(String.class, store.incarnation().orElseThrow());
            }
            assertEquals(Set.of(), more(before));
            assertThrows(IllegalArgumentException.class, () -> MemcachedStore.open(server.uri("names=a,b")));
            for (int attempt = 0; attempt < 200 && !more(before).isEmpty(); attempt++) {
                Thread.sleep(10);
            }
            assertEquals(Set.of(), more(before));
        }
    }

    /** All new threads, those that were not there before, but for those of the JVM's own and of the tests' processes. */
    private static Set<String> more(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("memcached") || name.startsWith("pool"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Test
    @DisplayName("The client library logs through SLF4J")
    void logging() {
        try (MemcachedProcess server = MemcachedProcess.start();
                CasKeyValueStore store = CasKeyValueStore.open(server.uri(""))) {
            assertTrue(store.get("key").isEmpty());
            assertInstanceOf(SLF4JLogger.class, LoggerFactory.getLogger("any"));
        }
    }
}
