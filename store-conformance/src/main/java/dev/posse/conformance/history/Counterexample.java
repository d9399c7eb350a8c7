package dev.posse.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a history that no order explains small enough to be looked at. */
final class Counterexample {

    private Counterexample() {}

    static List<RecordedOperation> of(List<RecordedOperation> unexplained) {
        return fewer(begunLate(endedEarly(unexplained)));
    }

    /**
     * Takes a late write for the beginning, as if it had added the key, if what comes after it sees nothing older and is
     * still not explained.
     */
    private static List<RecordedOperation> begunLate(List<RecordedOperation> all) {
        List<RecordedOperation> beginnings = all.stream()
                .filter(one -> one.kind() == RecordedOperation.Kind.SWAPPED)
                .sorted(Comparator.comparingLong(RecordedOperation::answered).reversed())
                .toList();
        for (RecordedOperation beginning : beginnings) {
            List<RecordedOperation> later = new ArrayList<>(List.of(beginning.asAdd()));
            all.stream().filter(one -> one.invoked() > beginning.answered()).forEach(later::add);
            boolean closed = later.stream().allMatch(one -> seesOnly(one, later));
            if (closed && !Linearization.exists(later)) {
                return later;
            }
        }
        return all;
    }

    private static boolean seesOnly(RecordedOperation one, List<RecordedOperation> writes) {
        return switch (one.kind()) {
            case FOUND ->
                writes.stream()
                        .anyMatch(write -> !write.kind().isRead() && one.value().equals(write.value()));
            case SWAPPED -> writes.stream().anyMatch(write -> write.version().equals(one.expected()));
            default -> true;
        };
    }

    /** What was known at the first moment at which it could not be explained. */
    private static List<RecordedOperation> endedEarly(List<RecordedOperation> operations) {
        List<Long> moments = operations.stream()
                .map(RecordedOperation::answered)
                .filter(answered -> answered != RecordedOperation.NEVER)
                .sorted()
                .toList();
        int explained = -1;
        int unexplained = moments.size() - 1;
        while (unexplained - explained > 1) {
            int middle = (explained + unexplained) / 2;
            if (Linearization.exists(until(operations, moments.get(middle)))) {
                explained = middle;
            } else {
                unexplained = middle;
            }
        }
        return until(operations, moments.get(unexplained));
    }

    private static List<RecordedOperation> until(List<RecordedOperation> operations, long moment) {
        List<RecordedOperation> seen = new ArrayList<>();
        for (RecordedOperation one : operations) {
            if (one.answered() <= moment) {
                seen.add(one);
            } else if (one.invoked() <= moment && !one.kind().isRead()) {
                seen.add(one.pending());
            }
        }
        return seen;
    }

    /** Leaves out one operation after the other, but none on which another one rests. */
    private static List<RecordedOperation> fewer(List<RecordedOperation> all) {
        List<RecordedOperation> kept = new ArrayList<>(all);
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (RecordedOperation one : List.copyOf(kept)) {
                List<RecordedOperation> without = new ArrayList<>(kept);
                without.remove(one);
                boolean needed = one.kind().mayWrite()
                        && (one.kind().isAdd() || without.stream().anyMatch(other -> other.saw(one)));
                if (!needed && !Linearization.exists(without)) {
                    kept = without;
                    smaller = true;
                }
            }
        }
        return kept;
    }
}
