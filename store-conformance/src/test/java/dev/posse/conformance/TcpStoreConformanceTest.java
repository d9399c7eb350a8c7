package dev.posse.conformance;

/** The store over sockets of which broken ones are made is whole, behind a real proxy. */
class TcpStoreConformanceTest extends TcpConformance {

    TcpStoreConformanceTest() {
        super(TcpStore::new);
    }
}
