package dev.posse.conformance.history;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of one key's operations that explains every answer: the search of Wing and Gong, with Lowe's memory
 * of what was tried.
 *
 * <p>An operation takes effect at one moment between its invocation and its answer; one in doubt at any moment after its
 * invocation, or never. A refusal of a swap explains itself (S6), and so does a version that changes while the value
 * stays, as long as it is new.
 *
 * <p>Why not Lincheck: it wants to own the threads and the operations, knows nothing of outcomes in doubt nor of a second
 * client, and brings its own dependencies to every store's tests.
 */
final class Linearization {

    private static final String UNSEEN = "not seen";

    /**
     * What stands under the key.
     *
     * @param value empty if absent
     * @param version {@link #UNSEEN} after a write whose answer nobody got
     * @param spent versions that this value had before
     */
    private record State(String value, String version, Set<String> spent) {

        static State written(String value, String version) {
            return new State(value, version, Set.of());
        }

        boolean absent() {
            return value.isEmpty();
        }

        State moved(String to) {
            Set<String> more = new HashSet<>(spent);
            more.add(version);
            return new State(value, to, Set.copyOf(more));
        }
    }

    private record Tried(BitSet done, State state) {}

    private final List<RecordedOperation> operations;
    private final Set<Tried> tried = new HashSet<>();

    private Linearization(List<RecordedOperation> operations) {
        this.operations = operations;
    }

    /** Returns whether there is such an order; the key was absent before. */
    static boolean exists(List<RecordedOperation> operations) {
        List<RecordedOperation> effective =
                operations.stream().filter(one -> !one.kind().failed()).toList();
        return new Linearization(effective).search(new BitSet(effective.size()), State.written("", ""));
    }

    private boolean search(BitSet before, State state) {
        BitSet done = (BitSet) before.clone();
        long horizon = takeWhatChangesNothing(done, state);
        if (horizon == RecordedOperation.NEVER) {
            return true;
        }
        if (!tried.add(new Tried(done, state))) {
            return false;
        }
        for (int at = done.nextClearBit(0); at < operations.size(); at = done.nextClearBit(at + 1)) {
            RecordedOperation next = operations.get(at);
            State after = next.invoked() < horizon ? apply(next, state) : null;
            if (after != null) {
                BitSet with = (BitSet) done.clone();
                with.set(at);
                if (search(with, after)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Takes every operation that fits now and changes nothing: if any order explains the rest, one that begins with these
     * does too.
     *
     * @return the moment before which the next operation must have been invoked; {@link RecordedOperation#NEVER} if none is left
     *     that must be explained
     */
    private long takeWhatChangesNothing(BitSet done, State state) {
        while (true) {
            long horizon = horizon(done);
            boolean took = false;
            for (int at = done.nextClearBit(0); at < operations.size(); at = done.nextClearBit(at + 1)) {
                RecordedOperation next = operations.get(at);
                if (next.invoked() < horizon && state.equals(apply(next, state))) {
                    done.set(at);
                    took = true;
                }
            }
            if (!took) {
                return horizon;
            }
        }
    }

    private long horizon(BitSet done) {
        long horizon = RecordedOperation.NEVER;
        for (int at = done.nextClearBit(0); at < operations.size(); at = done.nextClearBit(at + 1)) {
            horizon = Math.min(horizon, operations.get(at).answered());
        }
        return horizon;
    }

    /** The state after the operation, or null if it cannot have taken effect in this one. */
    private static @Nullable State apply(RecordedOperation next, State state) {
        return switch (next.kind()) {
            case ABSENT, MISSING -> state.absent() ? state : null;
            case EXISTS, CONFLICT -> state.absent() ? null : state;
            case ADDED -> state.absent() ? State.written(next.value(), next.version()) : null;
            case ADD_UNKNOWN, ADD_CUT_OFF -> state.absent() ? State.written(next.value(), UNSEEN) : null;
            case SWAPPED ->
                state.version().equals(next.expected()) ? State.written(next.value(), next.version()) : null;
            case SWAP_UNKNOWN, SWAP_CUT_OFF ->
                state.version().equals(next.expected()) ? State.written(next.value(), UNSEEN) : null;
            case FOUND -> found(next, state);
            case ADD_FAILED, SWAP_FAILED -> null;
        };
    }

    private static @Nullable State found(RecordedOperation read, State state) {
        if (!state.value().equals(read.value())) {
            return null;
        }
        if (state.version().equals(read.version())) {
            return state;
        }
        if (state.version().equals(UNSEEN)) {
            return State.written(read.value(), read.version());
        }
        return state.spent().contains(read.version()) ? null : state.moved(read.version());
    }
}
