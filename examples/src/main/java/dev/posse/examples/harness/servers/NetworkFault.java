package dev.posse.examples.harness.servers;

/** What can befall one node's way to the database. */
public enum NetworkFault {
    /** Each piece takes 20 to 300 ms more, in both directions. */
    DELAY,
    /**
     * Requests pass, answers vanish. A connection that has lost an answer never speaks again, and is reset when all is well:
     * a stream with a hole in it is nothing that TCP would deliver.
     */
    SWALLOW_ANSWERS,
    /** Connections are reset now and refused from now on. */
    CUT,
    /**
     * A partition in one direction: nothing goes to the database, answers still come back. What was held goes on its way
     * when all is well, even if the client has left by then: the late write of law A10.
     */
    HOLD_REQUESTS,
    /** The partition in the other direction: requests pass, answers come when all is well. */
    HOLD_ANSWERS
}
