package dev.posse.conformance.history;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Operations drawn as lines over time: who, from when to when, what. */
final class HistoryDiagram {

    private static final int COLUMN = 3;

    private HistoryDiagram() {}

    static String of(List<RecordedOperation> operations) {
        TreeSet<Long> moments = new TreeSet<>();
        operations.forEach(one -> {
            moments.add(one.invoked());
            moments.add(one.answered());
        });
        List<Long> columns = List.copyOf(moments);
        int width = columns.size() * COLUMN;
        int names =
                operations.stream().mapToInt(one -> one.actor().length()).max().orElse(0);
        return operations.stream()
                .sorted(java.util.Comparator.comparingLong(RecordedOperation::invoked))
                .map(one -> line(one, columns, names, width))
                .collect(Collectors.joining("\n"));
    }

    private static String line(RecordedOperation one, List<Long> columns, int names, int width) {
        int from = columns.indexOf(one.invoked()) * COLUMN;
        int to = columns.indexOf(one.answered()) * COLUMN;
        String bar = " ".repeat(from) + "|" + "-".repeat(Math.max(1, to - from - 1))
                + (one.answered() == RecordedOperation.NEVER ? "…" : "|");
        return String.format("  %-" + names + "s  %-" + (width + 1) + "s %s", one.actor(), bar, one.sentence());
    }
}
