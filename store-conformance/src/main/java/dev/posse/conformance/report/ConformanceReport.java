package dev.posse.conformance.report;

import dev.posse.conformance.report.CheckDescription.Label;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.store.StoreFitness;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run found out, clause by clause.
 *
 * @param subject class that returns the store
 * @param size of the run, by its name
 * @param seed that repeats its random choices
 * @param fitness what the store says of its deployment, if it was asked
 * @param results all of them, in order
 */
public record ConformanceReport(
        String subject, String size, long seed, Optional<StoreFitness> fitness, List<CheckResult> results) {

    /** What no test can find out, or this kit does not try; said so that silence is not taken for a pass. */
    private static final Map<Clause, String> UNVERIFIABLE = new EnumMap<>(Map.of(
            Clause.S1, "Replicas that lag under load or during a failover are not provoked.",
            Clause.S5, "A failover is not provoked; what versions do then is the author's word.",
            Clause.S9, "What a client library sends again is seen by its effects only.",
            Clause.S15, "Monitors are seen only where callers wait for each other or carriers are pinned.",
            Clause.S18, "Eviction under memory pressure, and expiry later than this run took, are not provoked.",
            Clause.S20, "Whether fitness tells the truth about the deployment is not looked into."));

    /**
     * Makes a report.
     *
     * @param subject class that returns the store
     * @param size of the run, by its name
     * @param seed that repeats its random choices
     * @param fitness what the store says of its deployment, if it was asked
     * @param results all of them, in order; copied
     */
    public ConformanceReport {
        results = List.copyOf(results);
    }

    static Optional<String> unverifiable(Clause clause) {
        return Optional.ofNullable(UNVERIFIABLE.get(clause));
    }

    List<CheckResult> of(Clause clause) {
        return results.stream()
                .filter(result -> result.check().clause() == clause)
                .toList();
    }

    /**
     * {@return how many checks ended so}
     *
     * @param status at the end
     */
    public long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    long count(Label label, Status status) {
        return results.stream()
                .filter(result -> result.check().label() == label && result.status() == status)
                .count();
    }

    String product() {
        return fitness.map(StoreFitness::product).orElse("product not asked");
    }

    Duration took() {
        return results.stream().map(CheckResult::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** The groups of which nothing was run. */
    List<CheckGroup> notRun() {
        return Arrays.stream(CheckGroup.values())
                .filter(group -> results.stream().noneMatch(result -> result.group() == group))
                .toList();
    }

    /**
     * {@return one word for a clause: the worst that was found}
     *
     * @param clause of the contract
     */
    public String status(Clause clause) {
        List<CheckResult> of = of(clause);
        for (Status worst : List.of(Status.FAILED, Status.DECLARED_GAP, Status.PASSED, Status.NOT_APPLICABLE)) {
            if (of.stream().anyMatch(result -> result.status() == worst)) {
                return worst.words();
            }
        }
        return "not run";
    }

    /**
     * {@return whether the store conforms, and how many checks ended in which way}
     */
    public String verdict() {
        String counts = count(Label.REQUIRED, Status.PASSED) + " required and " + count(Label.OPTIONAL, Status.PASSED)
                + " optional checks passed, " + count(Status.FAILED) + " failed, " + count(Status.DECLARED_GAP)
                + " declared gaps, " + count(Status.NOT_APPLICABLE) + " not applicable";
        if (results.stream()
                .anyMatch(result ->
                        result.status() == Status.FAILED && result.broken().isPresent())) {
            return "DOES NOT CONFORM: " + counts;
        }
        if (count(Status.FAILED) > 0) {
            return "COULD NOT BE CHECKED, the test class does not provide what it says: " + counts;
        }
        if (!notRun().isEmpty()) {
            return "INCOMPLETE: " + counts + "; not run: "
                    + notRun().stream().map(CheckGroup::title).collect(Collectors.joining(", "));
        }
        if (count(Status.DECLARED_GAP) > 0) {
            return "CONFORMS BUT FOR DECLARED GAPS: " + counts;
        }
        return (count(Status.NOT_APPLICABLE) > 0 ? "CONFORMS AS FAR AS IT COULD BE CHECKED: " : "CONFORMS: ") + counts;
    }

    String circumstances() {
        return product() + "; size " + size + ", seed " + seed + ", JDK "
                + Runtime.version().feature() + ", " + took().toSeconds() + " s";
    }

    /**
     * {@return the report for the console}
     */
    public String text() {
        StringBuilder text = new StringBuilder("\nStore conformance of " + subject + "\n  " + circumstances() + "\n");
        for (Clause clause : Clause.values()) {
            List<CheckResult> of = of(clause);
            long passed = of.stream()
                    .filter(result -> result.status() == Status.PASSED)
                    .count();
            text.append(String.format(
                    "  %-8s %-26s %-14s %d of %d%n", clause, clause.title(), status(clause), passed, of.size()));
            for (CheckResult result : of) {
                if (result.status() != Status.PASSED) {
                    text.append("             ")
                            .append(result.status().words())
                            .append(": ")
                            .append(result.check().title())
                            .append("\n               ")
                            .append(result.detail().lines().findFirst().orElse(""))
                            .append('\n');
                } else if (!result.figures().isEmpty()) {
                    text.append("             ").append(figures(result)).append('\n');
                }
            }
        }
        text.append("  ").append(verdict()).append('\n');
        failures().forEach(failure -> text.append("    ").append(failure).append('\n'));
        return text.toString();
    }

    /** A line for each failure. */
    List<String> failures() {
        return results.stream()
                .filter(result -> result.status() == Status.FAILED)
                .map(result -> result.check().displayName() + ": "
                        + result.detail().lines().findFirst().orElse(""))
                .toList();
    }

    static String figures(CheckResult result) {
        return result.figures().entrySet().stream()
                .map(figure -> figure.getKey() + " " + figure.getValue())
                .collect(Collectors.joining(", "));
    }
}
