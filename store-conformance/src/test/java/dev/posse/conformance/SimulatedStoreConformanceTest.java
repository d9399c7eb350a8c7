package dev.posse.conformance;

/** The store of which the broken ones are made is whole: no check is left out, and none fails. */
class SimulatedStoreConformanceTest extends SimulatedConformance {

    SimulatedStoreConformanceTest() {
        super(SimulatedDatabase::new, SimulatedStore::new, Restarting.KEEPS);
    }
}
