package dev.posse.conformance.fault;

import dev.posse.store.CasKeyValueStore;

/**
 * Opens a client in a class loader of its own, which shares nothing with the other clients but Java, the SPI and this package. A
 * class of that kind has a public constructor without arguments, and knows nothing of the test class but what it is told.
 */
public interface ClientOpener {

    /**
     * Opens a client of the database under test.
     *
     * @param address what the test class tells, such as a host and a port
     * @return the open client; the kit closes it
     * @throws Exception if it cannot be opened; the checks fail
     */
    CasKeyValueStore open(String address) throws Exception;
}
