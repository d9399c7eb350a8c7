package dev.posse.conformance.fault;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The way between one store object and its database, which the kit breaks and mends. {@link FaultProxy} is one for any
 * database that speaks TCP.
 */
public interface FaultyConnection extends AutoCloseable {

    /**
     * Names what can be injected here. The checks of the others are listed as not applicable.
     *
     * @return at least one fault
     * @implSpec those that befall the whole connection: all but {@link Fault#DELAY_ONE_REQUEST}
     */
    default Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.DELAY_ONE_REQUEST));
    }

    /**
     * Begins to count how often some bytes are sent to the database, over all connections of this client: a write is sent once,
     * also by the client library under the store.
     *
     * @param content that nothing else contains
     * @return the count, which the kit closes. Empty if this connection does not see what is sent
     * @implSpec empty
     */
    default Optional<SentCount> count(byte[] content) {
        return Optional.empty();
    }

    /**
     * Breaks the connection. Called on a whole connection only.
     *
     * @param fault one of {@link #faults()}
     * @throws Exception if it cannot be done; the check fails
     */
    void inject(Fault fault) throws Exception;

    /**
     * Breaks the connection in the midst of a conversation, for stores that need several round trips for one write.
     *
     * @param fault one of {@link #faults()}
     * @param afterAnswers so many answers still pass, whole, before the fault begins
     * @throws Exception if it cannot be done; the check fails
     * @implSpec begins at once
     */
    default void inject(Fault fault, int afterAnswers) throws Exception {
        inject(fault);
    }

    /**
     * Ends the fault. What was held back is delivered, and new connections work when this returns. Harmless on a whole
     * connection.
     *
     * @throws Exception if it cannot be done; the check fails
     */
    void mend() throws Exception;

    /**
     * Frees what the connection needed. Called after the store was closed.
     *
     * @implSpec nothing
     */
    @Override
    default void close() {}
}
