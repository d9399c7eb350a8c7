package dev.posse.store.redis;

import dev.posse.store.redis.RedisSettings.Swapping;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A cluster of six, swaps by watch")
class ClusterWatchConformanceTest extends ClusterConformance {
    ClusterWatchConformanceTest() {
        super(Swapping.WATCH);
    }
}
