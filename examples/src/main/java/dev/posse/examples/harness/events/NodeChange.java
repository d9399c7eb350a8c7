package dev.posse.examples.harness.events;

/** What became of a node or of its way to the database. */
public enum NodeChange {
    /** A new one is being started at this place. */
    STARTING,
    /** It is open, and takes requests. */
    SERVING,
    /** It was killed, or has ended. */
    KILLED,
    /** It stands still. */
    STOPPED,
    /** It goes on as if no time had passed. */
    CONTINUED,
    /** Its way to the database is disturbed. */
    CUT,
    /** Its way to the database is well again. */
    MENDED
}
