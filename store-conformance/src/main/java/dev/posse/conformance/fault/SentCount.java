package dev.posse.conformance.fault;

import java.util.List;

/** How often some bytes were sent to the database. */
public interface SentCount extends AutoCloseable {

    /**
     * {@return the counts of several connections, taken together}
     *
     * @param counts one of each connection
     */
    static SentCount sumOf(List<SentCount> counts) {
        return new SentCount() {
            @Override
            public int times() {
                return counts.stream().mapToInt(SentCount::times).sum();
            }

            @Override
            public void close() {
                counts.forEach(SentCount::close);
            }
        };
    }

    /**
     * {@return the number of times so far}
     */
    int times();

    /** Ends the count. */
    @Override
    void close();
}
