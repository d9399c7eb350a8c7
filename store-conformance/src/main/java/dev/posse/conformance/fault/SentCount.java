package dev.posse.conformance.fault;

/** How often some bytes were sent to the database. */
public interface SentCount extends AutoCloseable {

    /**
     * {@return the number of times so far}
     */
    int times();

    /** Ends the count. */
    @Override
    void close();
}
