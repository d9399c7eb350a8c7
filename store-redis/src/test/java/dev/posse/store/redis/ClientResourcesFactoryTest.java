package dev.posse.store.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The client's resources")
class ClientResourcesFactoryTest {

    @Test
    @DisplayName("record no latencies when they are the store's own, for nobody reads them")
    void own() {
        ClientResources standard = DefaultClientResources.create();
        ClientResources own = ClientResourcesFactory.own();
        try {
            assertTrue(standard.commandLatencyRecorder().isEnabled(), "else it shows nothing");
            assertFalse(own.commandLatencyRecorder().isEnabled());
        } finally {
            ClientResourcesFactory.release(own);
            ClientResourcesFactory.release(standard);
        }
    }

    @Test
    @DisplayName("record what the application's own do, and leave those open")
    void shared() {
        CommandLatencyRecorder recorder = (local, remote, type, firstResponse, completion) -> {};
        ClientResources application = DefaultClientResources.builder()
                .commandLatencyRecorder(recorder)
                .build();
        try {
            ClientResources shared = ClientResourcesFactory.sharedWith(application);
            assertSame(recorder, shared.commandLatencyRecorder());
            ClientResourcesFactory.release(shared);
            assertFalse(application.eventExecutorGroup().isShuttingDown());
        } finally {
            application.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }
}
