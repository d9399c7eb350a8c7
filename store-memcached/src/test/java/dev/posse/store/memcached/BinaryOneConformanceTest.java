package dev.posse.store.memcached;

/** The contract, kept with the binary protocol on one server. */
class BinaryOneConformanceTest extends MemcachedConformance {

    BinaryOneConformanceTest() {
        super(1, "binary");
    }
}
