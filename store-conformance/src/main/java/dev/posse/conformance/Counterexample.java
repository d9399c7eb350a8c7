package dev.posse.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a history that no order explains small enough to be looked at. */
final class Counterexample {

    private Counterexample() {}

    static List<Operation> of(List<Operation> unexplained) {
        return fewer(begunLate(endedEarly(unexplained)));
    }

    /**
     * Takes a late write for the beginning, as if it had added the key, if what comes after it sees nothing older and is
     * still not explained.
     */
    private static List<Operation> begunLate(List<Operation> all) {
        List<Operation> beginnings = all.stream()
                .filter(one -> one.kind() == Operation.Kind.SWAPPED)
                .sorted(Comparator.comparingLong(Operation::answered).reversed())
                .toList();
        for (Operation beginning : beginnings) {
            List<Operation> later = new ArrayList<>(List.of(beginning.asAdd()));
            all.stream().filter(one -> one.invoked() > beginning.answered()).forEach(later::add);
            boolean closed = later.stream().allMatch(one -> seesOnly(one, later));
            if (closed && !Linearization.exists(later)) {
                return later;
            }
        }
        return all;
    }

    private static boolean seesOnly(Operation one, List<Operation> writes) {
        return switch (one.kind()) {
            case FOUND ->
                writes.stream()
                        .anyMatch(write -> !write.kind().isRead() && one.value().equals(write.value()));
            case SWAPPED -> writes.stream().anyMatch(write -> write.version().equals(one.expected()));
            default -> true;
        };
    }

    /** What was known at the first moment at which it could not be explained. */
    private static List<Operation> endedEarly(List<Operation> operations) {
        List<Long> moments = operations.stream()
                .map(Operation::answered)
                .filter(answered -> answered != Operation.NEVER)
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

    private static List<Operation> until(List<Operation> operations, long moment) {
        List<Operation> seen = new ArrayList<>();
        for (Operation one : operations) {
            if (one.answered() <= moment) {
                seen.add(one);
            } else if (one.invoked() <= moment && !one.kind().isRead()) {
                seen.add(one.pending());
            }
        }
        return seen;
    }

    /** Leaves out one operation after the other, but none on which another one rests. */
    private static List<Operation> fewer(List<Operation> all) {
        List<Operation> kept = new ArrayList<>(all);
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Operation one : List.copyOf(kept)) {
                List<Operation> without = new ArrayList<>(kept);
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
