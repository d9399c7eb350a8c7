package dev.posse.conformance.fault;

/** What can befall a connection; injected and mended through a {@link FaultyConnection}. */
public enum Fault {
    /** Every connection is cut, new ones too: nothing that is sent from now on reaches the database. */
    CUT_BEFORE_SENDING,
    /**
     * What is sent reaches the database; then the connection breaks, and the answer is lost. This happens once, and what
     * is sent over other connections afterwards is answered: a store that sends its write again is found out.
     */
    CUT_AFTER_SENDING,
    /** What is sent reaches the database; the answer is held back, for longer than the store waits, until mended. */
    DELAY_ANSWERS,
    /** What is sent is held back, for longer than the store waits, and reaches the database only when mended. */
    DELAY_REQUESTS,
    /**
     * The next request is held back, and all that is sent over the same connection behind it, until mended. Other connections
     * stay whole: a store that looks over one of them what became of its write finds that nothing did, and the write lands
     * later.
     */
    DELAY_ONE_REQUEST
}
