package dev.posse.step;

import dev.posse.store.StoreException;

/** Whether an actor has sent a write of which nobody knows: then trouble is doubt, and before that a failure that changed nothing. */
public enum Doubt {
    /** Every write so far was answered. */
    NONE,
    /** A write may have happened, or may happen yet. */
    SENT;

    /**
     * Takes an answer to a write into account.
     *
     * @param answer to the write
     * @return the doubt after it
     */
    public Doubt after(Answer answer) {
        return answer instanceof Answer.Unknown ? SENT : this;
    }

    /**
     * Ends the actor with what the store said if an answer is a definite failure and nothing is in doubt.
     *
     * @param answer to a read or write
     * @throws StoreException the failure
     */
    public void throwIfCertain(Answer answer) {
        if (this == NONE && answer instanceof Answer.Failed failed) {
            throw failed.cause();
        }
    }
}
