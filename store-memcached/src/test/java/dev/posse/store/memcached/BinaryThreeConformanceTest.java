package dev.posse.store.memcached;

/** The contract, kept with the binary protocol on three servers. */
class BinaryThreeConformanceTest extends MemcachedConformance {

    BinaryThreeConformanceTest() {
        super(3, "binary");
    }
}
