package dev.posse.conformance;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;

/** The reference store keeps the contract. */
class InMemoryStoreConformanceTest extends StoreConformance {

    @Override
    protected CasKeyValueStore openStore() {
        return new InMemoryStore();
    }
}
