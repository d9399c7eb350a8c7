package dev.posse.store.redis;

import org.junit.jupiter.api.DisplayName;

@DisplayName("One server, swaps by watch")
class SingleWatchConformanceTest extends SingleServerConformance {
    SingleWatchConformanceTest() {
        super("watch");
    }
}
