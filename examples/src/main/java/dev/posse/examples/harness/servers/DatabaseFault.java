package dev.posse.examples.harness.servers;

/** What can befall the servers of a database. None of them loses a write that was acknowledged as the store asks. */
public enum DatabaseFault {
    /**
     * SIGSTOP, and SIGCONT in the end. Of a single server it is the server. Of many it is a replica.
     */
    STOP,
    /** SIGKILL; in the end it is started again on its port, with all that it had written. */
    RESTART,
    /** Ended in order; in the end it is started again, with all that it had written. */
    SHUTDOWN,
    /**
     * SIGKILL of a primary whose replica takes over; in the end it is started again and becomes a replica. Redis promotes
     * the replica that it holds for the most complete. Writes that not every replica acknowledged can be lost, also when
     * somebody had read them already.
     */
    FAILOVER,
    /** No room for more: every write is refused. In the end there is room again. */
    FULL,
    /**
     * SIGSTOP of a primary, until a replica has taken over; then it wakes up, and does not know yet that it was replaced. What it
     * reads is what was true before.
     */
    HANG,
    /** Slots of a cluster move, with their keys, from one primary to another, until the end. */
    RESHARD;

    /** Whether it befalls a primary, where there are several servers. */
    boolean isOfPrimary() {
        return this != STOP;
    }
}
