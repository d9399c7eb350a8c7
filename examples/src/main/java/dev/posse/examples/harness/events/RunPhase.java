package dev.posse.examples.harness.events;

/** What the run is at. */
public enum RunPhase {
    /** Accounts and campaigns are made, nodes are started. */
    SETTING_UP,
    /** Buyers buy, and things go wrong. */
    SELLING,
    /** Nothing more is bought or broken: everybody logs in, and the posse settles what is left. */
    CLOSING_UP,
    /** The books are read. */
    READING_THE_BOOKS
}
