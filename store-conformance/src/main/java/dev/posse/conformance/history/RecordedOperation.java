package dev.posse.conformance.history;

/**
 * One operation on one key, as its caller saw it. Values are told apart by the id that each write gives its own.
 *
 * @param actor who called: client and thread
 * @param kind what was called and how it ended
 * @param value that was written or found; empty if none
 * @param expected version that a swap expected; empty for others
 * @param version that was answered; empty if none
 * @param invoked when the call began, on a clock that only counts
 * @param answered when it ended; {@link #NEVER} if nobody knows its effect, which may come at any time later
 * @param severalKeys whether it is a part of a getAll
 */
record RecordedOperation(
        String actor,
        Kind kind,
        String value,
        String expected,
        String version,
        long invoked,
        long answered,
        boolean severalKeys) {

    static final long NEVER = Long.MAX_VALUE;

    /** An operation of its own, as all writes are. */
    RecordedOperation(
            String actor, Kind kind, String value, String expected, String version, long invoked, long answered) {
        this(actor, kind, value, expected, version, invoked, answered, false);
    }

    /** The same read as a part of a getAll. */
    RecordedOperation ofSeveralKeys() {
        return new RecordedOperation(actor, kind, value, expected, version, invoked, answered, true);
    }

    /** What was called and how it ended. */
    enum Kind {
        /** A get that found an entry. */
        FOUND("get"),
        /** A get that found nothing. */
        ABSENT("get"),
        /** An add that happened. */
        ADDED("add"),
        /** An add that was refused. */
        EXISTS("add"),
        /** An add of which nobody knows. */
        ADD_UNKNOWN("add"),
        /** An add that was not answered when the picture ends. */
        ADD_CUT_OFF("add"),
        /** An add that failed definitely. */
        ADD_FAILED("add"),
        /** A swap that happened. */
        SWAPPED("swap"),
        /** A swap that was refused. */
        CONFLICT("swap"),
        /** A swap that found nothing. */
        MISSING("swap"),
        /** A swap of which nobody knows. */
        SWAP_UNKNOWN("swap"),
        /** A swap that was not answered when the picture ends. */
        SWAP_CUT_OFF("swap"),
        /** A swap that failed definitely. */
        SWAP_FAILED("swap");

        private final String call;

        Kind(String call) {
            this.call = call;
        }

        boolean isAdd() {
            return call.equals("add");
        }

        boolean isRead() {
            return call.equals("get");
        }

        /** Whether the operation may be left out of an explanation. */
        boolean isOptional() {
            return this == ADD_UNKNOWN || this == SWAP_UNKNOWN || this == ADD_CUT_OFF || this == SWAP_CUT_OFF;
        }

        boolean mayWrite() {
            return this == ADDED || this == SWAPPED || isOptional();
        }

        boolean failed() {
            return this == ADD_FAILED || this == SWAP_FAILED;
        }
    }

    /** The same operation as it looks to somebody who stops watching before it is answered. */
    RecordedOperation pending() {
        if (kind.isOptional()) {
            return this;
        }
        Kind cutOff = kind.isAdd() ? Kind.ADD_CUT_OFF : Kind.SWAP_CUT_OFF;
        return new RecordedOperation(actor, cutOff, value, expected, "", invoked, NEVER);
    }

    /** The same write, taken for the first one of its key. */
    RecordedOperation asAdd() {
        return new RecordedOperation(actor, Kind.ADDED, value, "", version, invoked, answered);
    }

    /** Whether this operation saw what the other wrote. */
    boolean saw(RecordedOperation write) {
        boolean sawValue = kind == Kind.FOUND && value.equals(write.value);
        boolean sawVersion =
                !write.version.isEmpty() && (expected.equals(write.version) || version.equals(write.version));
        return sawValue || sawVersion;
    }

    private String call() {
        return severalKeys ? "getAll" : kind.call;
    }

    String sentence() {
        String quoted = "\"" + value + "\"";
        return switch (kind) {
            case FOUND -> call() + " → " + quoted + " @" + version;
            case ABSENT -> call() + " → absent";
            case ADDED -> "add " + quoted + " → added @" + version;
            case EXISTS -> "add " + quoted + " → exists";
            case ADD_UNKNOWN -> "add " + quoted + " → unknown";
            case ADD_CUT_OFF -> "add " + quoted + " → answered after the end of this picture";
            case ADD_FAILED -> "add " + quoted + " → failed";
            case SWAPPED -> "swap @" + expected + " to " + quoted + " → swapped @" + version;
            case CONFLICT -> "swap @" + expected + " to " + quoted + " → conflict";
            case MISSING -> "swap @" + expected + " to " + quoted + " → missing";
            case SWAP_UNKNOWN -> "swap @" + expected + " to " + quoted + " → unknown";
            case SWAP_CUT_OFF -> "swap @" + expected + " to " + quoted + " → answered after the end of this picture";
            case SWAP_FAILED -> "swap @" + expected + " to " + quoted + " → failed";
        };
    }
}
