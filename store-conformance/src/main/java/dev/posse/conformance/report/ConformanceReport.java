package dev.posse.conformance.report;

import dev.posse.conformance.report.CheckDescription.Label;
import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.store.StoreFitness;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run found out, clause by clause.
 *
 * @param subject class that returns the store
 * @param versions of the kit and of the store
 * @param date when the run began
 * @param size of the run, by its name
 * @param seed that repeats its random choices
 * @param fitness what the store says of its deployment, if it was asked
 * @param results all of them, in order
 */
public record ConformanceReport(
        String subject,
        Versions versions,
        Instant date,
        String size,
        long seed,
        Optional<StoreFitness> fitness,
        List<CheckResult> results) {

    /** What no test can find out, or this kit does not try; said so that silence is not taken for a pass. */
    private static final Map<Clause, String> UNVERIFIABLE = new EnumMap<>(Map.of(
            Clause.S1, "On one node a replica that lags cannot be seen; openClientOfAnotherReplica() shows it.",
            Clause.S5, "What versions do over a failover is seen only where failover() tells how to make one.",
            Clause.S9,
                    "What is sent again is counted where the connection sees it in clear, as FaultProxy does; elsewhere"
                            + " it is seen by its effects only.",
            Clause.S15, "Monitors are seen only where callers wait for each other or carriers are pinned.",
            Clause.S18,
                    "Loss of power, eviction under memory pressure, and expiry later than this run took, are not provoked.",
            Clause.S20, "Whether fitness tells the truth about the deployment is not looked into."));

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What stays unseen where a check is not applicable, by words of the reason. */
    private static final Map<String, String> UNLOCKED_BY = unlockedBy();

    private static Map<String, String> unlockedBy() {
        Map<String, String> unlockedBy = new LinkedHashMap<>();
        unlockedBy.put("override openSecondClient()", "a second client");
        unlockedBy.put("override openBreakable()", "a broken connection");
        unlockedBy.put("override restart()", "a restart");
        unlockedBy.put("nothing was seen of the restart", "the restart that was told");
        unlockedBy.put("override failover()", "a failover");
        unlockedBy.put("nothing was seen of the failover", "the failover that was told");
        unlockedBy.put("override openClientOfAnotherReplica()", "more than one node");
        unlockedBy.put("override isolatedClient()", "clients that share no class");
        return unlockedBy;
    }

    /**
     * What was run.
     *
     * @param kit its version
     * @param store its class, and its version or the file it comes from
     */
    public record Versions(String kit, String store) {
        @Override
        public String toString() {
            return "kit " + kit + ", store " + store;
        }
    }

    /**
     * Makes a report.
     *
     * @param subject class that returns the store
     * @param versions of the kit and of the store
     * @param date when the run began
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
        for (Status worst : List.of(
                Status.FAILED,
                Status.ENVIRONMENT_FAILED,
                Status.OUT_OF_TIME,
                Status.DECLARED_GAP,
                Status.PASSED,
                Status.NOT_APPLICABLE)) {
            if (of.stream().anyMatch(result -> result.status() == worst)) {
                return worst.words();
            }
        }
        return "not run";
    }

    /**
     * {@return whether the store conforms, how many checks ended in which way, and what was not seen}
     */
    public String verdict() {
        return conclusion() + counts() + ". Not seen: " + String.join(", ", notSeen());
    }

    private String conclusion() {
        if (results.stream()
                .anyMatch(result ->
                        result.status() == Status.FAILED && result.broken().isPresent())) {
            return "DOES NOT CONFORM: ";
        }
        if (count(Status.FAILED) > 0) {
            return "COULD NOT BE CHECKED, the test class does not provide what it says: ";
        }
        if (!notRun().isEmpty()) {
            return "INCOMPLETE, not run: "
                    + notRun().stream().map(CheckGroup::title).collect(Collectors.joining(", ")) + "; ";
        }
        if (count(Status.OUT_OF_TIME) + count(Status.ENVIRONMENT_FAILED) > 0) {
            return "INCOMPLETE, some checks ended without a result: ";
        }
        if (count(Status.DECLARED_GAP) > 0) {
            return "CONFORMS BUT FOR DECLARED GAPS: ";
        }
        return count(Status.NOT_APPLICABLE) > 0 ? "CONFORMS AS FAR AS IT COULD BE CHECKED: " : "CONFORMS: ";
    }

    private String counts() {
        return count(Label.REQUIRED, Status.PASSED) + " required and " + count(Label.OPTIONAL, Status.PASSED)
                + " optional checks passed, " + count(Status.FAILED) + " failed, " + count(Status.DECLARED_GAP)
                + " declared gaps, " + count(Status.NOT_APPLICABLE) + " not applicable"
                + some(Status.OUT_OF_TIME) + some(Status.ENVIRONMENT_FAILED);
    }

    private String some(Status status) {
        return count(status) == 0 ? "" : ", " + count(status) + " " + status.words();
    }

    /** What a store could be wrong in without being found out, since this run has not met it. */
    List<String> notSeen() {
        List<String> notSeen = new ArrayList<>();
        UNLOCKED_BY.forEach((words, what) -> {
            if (results.stream()
                    .anyMatch(result -> result.status() == Status.NOT_APPLICABLE
                            && result.detail().contains(words))) {
                notSeen.add(what);
            }
        });
        notSeen.add("a loss of power");
        return notSeen;
    }

    /** How thin the store was judged because of the time that its calls take; empty if all rounds were made. */
    Optional<String> thinness() {
        List<CheckResult> thin = results.stream()
                .filter(result -> result.figures().containsKey(CheckResult.THIN))
                .toList();
        return thin.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Judged thinly: of " + thin.size() + " of " + results.size()
                                + " checks not all rounds were made, since a check's time is bounded; the figures say how many");
    }

    String circumstances() {
        return product() + "; " + versions + "; " + DATE.format(date) + "; size " + size + ", seed " + seed + ", JDK "
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
        thinness().ifPresent(thin -> text.append("  ").append(thin).append('\n'));
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
