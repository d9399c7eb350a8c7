package dev.posse.store.memcached;

/** The contract, kept with the text protocol on three servers. */
class TextThreeConformanceTest extends MemcachedConformance {

    TextThreeConformanceTest() {
        super(3, "text");
    }
}
