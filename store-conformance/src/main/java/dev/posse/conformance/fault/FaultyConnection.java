package dev.posse.conformance.fault;

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
     * @implSpec all of them
     */
    default Set<Fault> faults() {
        return Set.of(Fault.values());
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
