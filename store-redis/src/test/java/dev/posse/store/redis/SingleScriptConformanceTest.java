package dev.posse.store.redis;

import org.junit.jupiter.api.DisplayName;

@DisplayName("One server, swaps by script")
class SingleScriptConformanceTest extends SingleServerConformance {
    SingleScriptConformanceTest() {
        super("script");
    }
}
