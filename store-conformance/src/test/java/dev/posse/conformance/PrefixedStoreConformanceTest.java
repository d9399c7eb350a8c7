package dev.posse.conformance;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.memory.InMemoryStore;

/** A store behind a prefix keeps the whole contract, keys of 200 characters included. */
class PrefixedStoreConformanceTest extends StoreConformance {

    @Override
    protected CasKeyValueStore openStore() {
        return new InMemoryStore().withPrefix("a-shop/").withPrefix("in-europe/");
    }
}
