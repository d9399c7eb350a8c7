package dev.posse.explorer;

/** What may happen next. */
enum Event {
    /** A read, or one key of a read of several, is answered. */
    READ(0),
    /** A write is answered truthfully. */
    TRUE(1),
    /** Nobody knows, and it happened. */
    LOST_APPLIED(2),
    /** Nobody knows, and it did not happen and never will. */
    LOST(3),
    /** Nobody knows, and it is still in flight. */
    LATE(4),
    /** A swap is refused for no reason (S6). */
    SPURIOUS(5),
    /** A write in flight lands. */
    LANDS(6),
    /** A write fails for certain: it did not happen and never will, and the store says why. */
    FAILED(7),
    /** A read fails. */
    READ_FAILED(8),
    /** The database is stopped, and an older copy of it restored: whoever was at work is cut off. */
    RESTORED(9),
    /** An alarm was raised. */
    ALARMED(10),
    /** What was believed to stand there stands there: a chain begins with it, and nothing is read. */
    HELD(11);

    private static final Event[] BY_CODE = values();

    final int code;

    Event(int code) {
        this.code = code;
    }

    static Event of(int code) {
        return BY_CODE[code];
    }
}
