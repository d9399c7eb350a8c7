package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.store.AddResult;
import dev.posse.store.StoreException;
import dev.posse.store.SwapResult;
import io.lettuce.core.internal.HostAndPort;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.MappingSocketAddressResolver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A store on the application's address resolution")
class AddressResolutionTest {

    @Test
    @DisplayName("goes where that leads, with all its connections, and leaves the application's resources open")
    void translated() {
        int named = RedisProcess.freePort();
        String uri = "redis://127.0.0.1:" + named;
        try (RedisProcess server = RedisProcess.start()) {
            ClientResources resources = DefaultClientResources.builder()
                    .socketAddressResolver(MappingSocketAddressResolver.create(
                            DnsResolvers.UNRESOLVED, any -> HostAndPort.of("127.0.0.1", server.port())))
                    .build();
            try {
                for (String key : new String[] {"first", "second"}) {
                    try (RedisStore store = RedisStore.open(uri, resources)) {
                        AddResult.Added added =
                                assertInstanceOf(AddResult.Added.class, store.add(key, "a".getBytes(UTF_8)));
                        assertInstanceOf(
                                SwapResult.Swapped.class, store.swap(key, "b".getBytes(UTF_8), added.version()));
                        assertTrue(server.cli("GET", "posse:" + key).endsWith("b"));
                    }
                }
                assertFalse(resources.eventExecutorGroup().isShuttingDown());
            } finally {
                resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            }
        }
        assertThrows(StoreException.class, () -> RedisStore.open(uri).close());
    }

    @ParameterizedTest
    @CsvSource({
        "redis://my_redis:7001, my_redis, 7001",
        "redis://bücher.example:7001, xn--bcher-kva.example, 7001",
        "redis://[fd00::1]:7001, fd00::1, 7001",
        "redis://[fd00::1], fd00::1, 6379"
    })
    @DisplayName("asks it for the host that the URI names, and for no other")
    void askedFor(String uri, String host, int port) {
        Set<HostAndPort> asked = ConcurrentHashMap.newKeySet();
        try (RedisProcess server = RedisProcess.start()) {
            ClientResources resources = DefaultClientResources.builder()
                    .socketAddressResolver(MappingSocketAddressResolver.create(DnsResolvers.UNRESOLVED, any -> {
                        asked.add(any);
                        return HostAndPort.of("127.0.0.1", server.port());
                    }))
                    .build();
            try (RedisStore store = RedisStore.open(uri, resources)) {
                assertInstanceOf(AddResult.Added.class, store.add("key", "a".getBytes(UTF_8)));
                assertEquals(Set.of(HostAndPort.of(host, port)), asked);
            } finally {
                resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            }
        }
    }
}
