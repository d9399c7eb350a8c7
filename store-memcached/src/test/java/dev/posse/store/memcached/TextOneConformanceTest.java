package dev.posse.store.memcached;

/** The contract, kept with the text protocol on one server. */
class TextOneConformanceTest extends MemcachedConformance {

    TextOneConformanceTest() {
        super(1, "text");
    }
}
