package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Aspect;
import dev.posse.store.StoreFitness.Finding;
import dev.posse.store.StoreFitness.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S20: what a Redis server says of itself, and what that means for money")
class FitnessTest {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("a server that writes everything down at once and evicts nothing is safe but for its single copy")
    void fit() {
        try (RedisStore store = RedisStore.open(server.uri(""))) {
            StoreFitness fitness = store.fitness();
            assertTrue(fitness.product().matches("Redis \\d+\\.\\d+\\.\\d+"), fitness.product());
            assertEquals(Verdict.SAFE, verdict(fitness, Aspect.EVICTION));
            assertEquals(Verdict.SAFE, verdict(fitness, Aspect.PERSISTENCE));
            assertEquals(Verdict.RISK, verdict(fitness, Aspect.REPLICATION));
            assertEquals(Verdict.NOTE, verdict(fitness, Aspect.SERVER));
            assertEquals(Verdict.SAFE, verdict(fitness, Aspect.ACCESS));
            assertEquals(5, fitness.findings().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "maxmemory 100mb maxmemory-policy allkeys-lru, EVICTION, RISK",
        "maxmemory-policy allkeys-lru, EVICTION, NOTE",
        "maxmemory 100mb maxmemory-policy volatile-ttl, EVICTION, SAFE",
        "maxmemory 100mb, EVICTION, SAFE",
        "appendonly no, PERSISTENCE, RISK",
        "appendfsync everysec, PERSISTENCE, RISK",
        "appendfsync no, PERSISTENCE, RISK"
    })
    @DisplayName("settings that cost money are a risk, read live")
    void settings(String config, Aspect aspect, Verdict expected) {
        try (RedisStore store = RedisStore.open(server.uri(""))) {
            String[] words = config.split(" ", -1);
            for (int at = 0; at < words.length; at += 2) {
                assertEquals("OK", server.cli("CONFIG", "SET", words[at], words[at + 1]));
            }
            assertEquals(expected, verdict(store.fitness(), aspect));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, RISK", "1, NOTE"})
    @DisplayName("replicas are counted; that a failover loses writes is said in any case")
    void replicas(int asked, Verdict expected) {
        try (RedisProcess replica = RedisProcess.with("--replicaof", "127.0.0.1 " + server.port());
                RedisStore store = RedisStore.open(server.uri("replicas=" + asked))) {
            Waiting.until(
                    "the replica at " + replica.port() + " is connected",
                    () -> server.cli("INFO", "replication").contains("connected_slaves:1"));
            assertEquals(expected, verdict(store.fitness(), Aspect.REPLICATION));
        }
    }

    @Test
    @DisplayName("what the user may not read is unknown")
    void unreadable() {
        server.cli(
                "ACL",
                "SETUSER",
                "shop",
                "on",
                ">pw",
                "~posse:*",
                "+@read",
                "+@write",
                "+@connection",
                "+@transaction");
        server.cli("ACL", "SETUSER", "info", "on", ">pw", "~posse:*", "+@read", "+@write", "+@connection", "+info");
        try (RedisStore store = RedisStore.open("redis://shop:pw@" + server.address());
                RedisStore info = RedisStore.open("redis://info:pw@" + server.address())) {
            StoreFitness blind = store.fitness();
            assertEquals(5, blind.with(Verdict.UNKNOWN).size());
            assertEquals(Verdict.SAFE, verdict(blind, Aspect.ACCESS));
            StoreFitness halfBlind = info.fitness();
            assertEquals(Verdict.UNKNOWN, verdict(halfBlind, Aspect.PERSISTENCE));
            assertEquals(Verdict.SAFE, verdict(halfBlind, Aspect.EVICTION));
            assertEquals(Verdict.RISK, verdict(halfBlind, Aspect.ACCESS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "script, +@all -eval, RISK",
        "script, +@all, SAFE",
        "watch, +@all -eval, SAFE",
        "watch, +@all -multi, RISK"
    })
    @DisplayName("whether the user may do what a swap is made of is tried")
    void permission(String swap, String rules, Verdict expected) {
        String[] words = ("ACL SETUSER shop on >pw allkeys " + rules).split(" ", -1);
        server.cli(words);
        try (RedisStore store = RedisStore.open("redis://shop:pw@" + server.address() + "?swap=" + swap)) {
            assertEquals(expected, verdict(store.fitness(), Aspect.ACCESS));
        }
    }

    @Test
    @DisplayName("S21: no incarnation, for Redis has nothing that tells it truthfully")
    void incarnation() {
        try (RedisStore store = RedisStore.open(server.uri(""))) {
            assertTrue(store.incarnation().isEmpty());
        }
    }

    private static Verdict verdict(StoreFitness fitness, Aspect aspect) {
        return fitness.findings().stream()
                .filter(finding -> finding.aspect() == aspect)
                .map(Finding::verdict)
                .findFirst()
                .orElseThrow();
    }
}
