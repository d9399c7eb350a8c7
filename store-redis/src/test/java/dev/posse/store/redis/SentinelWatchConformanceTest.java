package dev.posse.store.redis;

import dev.posse.store.redis.RedisSettings.Swapping;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("long")
@DisplayName("Sentinel, swaps by watch")
class SentinelWatchConformanceTest extends SentinelConformance {
    SentinelWatchConformanceTest() {
        super(Swapping.WATCH);
    }
}
