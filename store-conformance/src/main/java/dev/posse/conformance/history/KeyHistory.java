package dev.posse.conformance.history;

import dev.posse.conformance.report.Clause;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All operations on one key, that was absent before, and what is wrong with them. */
final class KeyHistory {

    /**
     * What is wrong with a history.
     *
     * @param clause that is broken
     * @param message what is wrong, in a sentence
     * @param operations that show it, as few as possible
     */
    record Violation(Clause clause, String message, List<RecordedOperation> operations) {}

    private final List<RecordedOperation> operations;

    KeyHistory(List<RecordedOperation> operations) {
        this.operations = operations.stream()
                .sorted(Comparator.comparingLong(RecordedOperation::invoked))
                .toList();
    }

    /** Looks for what is plainly wrong first, since it is said more clearly, then for an order that explains all. */
    Optional<Violation> violation() {
        return foreignValue()
                .or(this::unfitWrite)
                .or(this::repeatedVersion)
                .or(this::secondAdd)
                .or(this::secondWinner)
                .or(this::appliedTwice)
                .or(this::noOrder);
    }

    /** First of all: a torn value can look as if a write took effect that did not. */
    private Optional<Violation> foreignValue() {
        Map<String, RecordedOperation> writes = writesByValue();
        return reads().filter(read -> !writes.containsKey(read.value()))
                .findFirst()
                .flatMap(
                        read -> wrong(Clause.S4, "a value was read that nobody wrote, or not as it was written", read));
    }

    private Optional<Violation> unfitWrite() {
        Map<String, RecordedOperation> writes = writesByValue();
        return reads().flatMap(read ->
                        Optional.ofNullable(writes.get(read.value())).flatMap(write -> unfit(write, read)).stream())
                .findFirst();
    }

    private static Optional<Violation> unfit(RecordedOperation write, RecordedOperation read) {
        if (!write.kind().mayWrite()) {
            Clause clause = write.kind().failed()
                    ? Clause.S8
                    : write.kind() == RecordedOperation.Kind.EXISTS ? Clause.S2 : Clause.S3;
            return wrong(clause, "a write took effect that was answered as not done", write, read);
        }
        return write.invoked() > read.answered()
                ? wrong(Clause.S4, "a value was read before it was written", read, write)
                : Optional.empty();
    }

    private Stream<RecordedOperation> reads() {
        return operations.stream().filter(one -> one.kind() == RecordedOperation.Kind.FOUND);
    }

    private Map<String, RecordedOperation> writesByValue() {
        Map<String, RecordedOperation> writes = new HashMap<>();
        operations.stream().filter(one -> !one.kind().isRead()).forEach(one -> writes.put(one.value(), one));
        return writes;
    }

    private Optional<Violation> repeatedVersion() {
        Map<String, RecordedOperation> first = new HashMap<>();
        for (RecordedOperation one : operations) {
            if (one.version().isEmpty()) {
                continue;
            }
            RecordedOperation earlier = first.putIfAbsent(one.version(), one);
            if (earlier != null && !earlier.value().equals(one.value())) {
                return earlier.kind().isRead() || one.kind().isRead()
                        ? wrong(Clause.S4, "a value was read with the version of another value", earlier, one)
                        : wrong(Clause.S5, "two writes were given the same version", earlier, one);
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> secondAdd() {
        List<RecordedOperation> added = operations.stream()
                .filter(one -> one.kind() == RecordedOperation.Kind.ADDED)
                .toList();
        return added.size() < 2
                ? Optional.empty()
                : wrong(Clause.S2, "two adds of one key were answered with added", added.get(0), added.get(1));
    }

    private Optional<Violation> secondWinner() {
        Map<String, RecordedOperation> winners = new HashMap<>();
        for (RecordedOperation one : operations) {
            if (one.kind() == RecordedOperation.Kind.SWAPPED) {
                RecordedOperation other = winners.putIfAbsent(one.expected(), one);
                if (other != null) {
                    return wrong(Clause.S4, "two swaps won that expected the same version", other, one);
                }
            }
        }
        return Optional.empty();
    }

    /** A value that is read, then another one that was written over it, then the first one again. */
    private Optional<Violation> appliedTwice() {
        for (RecordedOperation write : operations) {
            if (!write.kind().isOptional()) {
                continue;
            }
            List<RecordedOperation> seen = operations.stream()
                    .filter(one -> one.kind() == RecordedOperation.Kind.FOUND
                            && one.value().equals(write.value()))
                    .toList();
            for (RecordedOperation over : operations) {
                Optional<RecordedOperation> earlier = over.kind() == RecordedOperation.Kind.SWAPPED
                        ? seen.stream()
                                .filter(one -> one.version().equals(over.expected()))
                                .findFirst()
                        : Optional.empty();
                Optional<RecordedOperation> later = seen.stream()
                        // Under the version that it had before it is an old read, and not a new write.
                        .filter(one -> one.invoked() > over.answered()
                                && seen.stream()
                                        .noneMatch(before -> before.answered() < over.answered()
                                                && before.version().equals(one.version())))
                        .findFirst();
                if (earlier.isPresent() && later.isPresent()) {
                    String message = "a write in doubt took effect, was overwritten, and took effect again";
                    return wrong(Clause.S10, message, write, earlier.get(), over, later.get());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> noOrder() {
        if (Linearization.exists(operations)) {
            return Optional.empty();
        }
        String message = "no order of these operations explains what was answered";
        return Optional.of(new Violation(Clause.S4, message, Counterexample.of(operations)));
    }

    private static Optional<Violation> wrong(Clause clause, String message, RecordedOperation... shown) {
        return Optional.of(new Violation(clause, message, List.of(shown)));
    }
}
