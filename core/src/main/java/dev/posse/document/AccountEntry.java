package dev.posse.document;

import java.time.Instant;

/**
 * Something that happened to an account under an id of the caller's. Entries are numbered in the order in which they were
 * written, 1, 2, 3 …, purchases and movements in one sequence, so that none can be missing unnoticed.
 */
public sealed interface AccountEntry permits PurchaseEntry, Movement {

    /**
     * Names the entry's place in the account's life.
     *
     * @return its running number, from 1
     */
    long number();

    /**
     * Names what happened.
     *
     * @return the caller's idempotency key
     */
    String id();

    /**
     * Says when; for people, nothing of the protocol depends on it.
     *
     * @return the time on the node that asked for it
     */
    Instant at();

    /**
     * Writes the facts and the unknown fields.
     *
     * @param fields to write into
     */
    void write(FieldWriter fields);
}
