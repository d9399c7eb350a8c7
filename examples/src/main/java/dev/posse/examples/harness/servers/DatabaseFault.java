package dev.posse.examples.harness.servers;

/** What can befall the servers of a database. None of them loses a write that was acknowledged as the store asks. */
public enum DatabaseFault {
    /**
     * SIGSTOP, and SIGCONT in the end. Of a single server it is the server. Of many it is a replica: a stopped primary would
     * be replaced, wake up as a primary that does not know it yet, and answer reads with what was true before, which no
     * store can tell.
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
    FAILOVER
}
