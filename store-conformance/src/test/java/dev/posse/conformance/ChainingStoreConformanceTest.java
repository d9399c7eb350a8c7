package dev.posse.conformance;

/** A store that takes chains in one round trip keeps the contract. */
class ChainingStoreConformanceTest extends SimulatedConformance {

    ChainingStoreConformanceTest() {
        super(SimulatedDatabase::new, ChainingStore::new, Restarting.KEEPS);
    }
}
