package dev.posse.purchase;

/** What becomes of a lock that somebody left behind and whose shot is still alive. */
public enum LockPolicy {
    /** The purchase is finished: the slot is claimed as the lock describes. */
    COMPLETE,
    /** The purchase is called off: the slot is voided. */
    CANCEL
}
