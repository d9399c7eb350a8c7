package dev.posse.store.redis;

import dev.posse.store.redis.RedisSettings.Swapping;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("long")
@DisplayName("A cluster of six, swaps by script")
class ClusterScriptConformanceTest extends ClusterConformance {
    ClusterScriptConformanceTest() {
        super(Swapping.SCRIPT);
    }
}
