package dev.posse.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
