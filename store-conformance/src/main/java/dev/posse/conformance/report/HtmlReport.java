package dev.posse.conformance.report;

import dev.posse.conformance.report.CheckResult.Status;
import dev.posse.report.BarChart;
import dev.posse.report.BarChart.Bar;
import dev.posse.report.Cell;
import dev.posse.report.Mood;
import dev.posse.report.Page;
import dev.posse.report.Part;
import dev.posse.report.Section;
import dev.posse.report.Table;
import dev.posse.report.Text;
import dev.posse.store.StoreFitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The report as one file that needs nothing else, to be published next to a store. */
public final class HtmlReport {

    private static final int LONGEST_TOLD = 15;

    private final ConformanceReport report;

    private HtmlReport(ConformanceReport report) {
        this.report = report;
    }

    /**
     * Writes the file, named after the class, so that two stores of one module keep their own, and the same as text beside it.
     *
     * @param report to be written
     * @param directory for it; made if it is not there
     * @return the file of HTML
     * @throws IOException if it cannot be written
     */
    public static Path write(ConformanceReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(report.subject() + ".txt"), report.text());
        return new HtmlReport(report).page().write(directory.resolve(report.subject() + ".html"));
    }

    private Page page() {
        Page page = Page.titled("Store conformance of " + report.subject())
                .lead(report.circumstances())
                .verdict(mood(), report.verdict());
        report.thinness().ifPresent(thin -> page.add(Text.paragraph(thin)));
        if (!report.failures().isEmpty()) {
            page.add(Text.list(Mood.BAD, report.failures()));
        }
        page.add(summary());
        report.fitness().ifPresent(fitness -> page.add(fitness(fitness)));
        page.add(durations());
        Arrays.stream(Clause.values()).forEach(clause -> page.add(clause(clause)));
        return page;
    }

    private Mood mood() {
        if (report.count(Status.FAILED) > 0) {
            return Mood.BAD;
        }
        return report.verdict().startsWith("CONFORMS") ? Mood.GOOD : Mood.DOUBTFUL;
    }

    private Table summary() {
        Table table = Table.of("Clause", "", "Result", "Checks passed");
        for (Clause clause : Clause.values()) {
            List<CheckResult> of = report.of(clause);
            long passed = of.stream()
                    .filter(result -> result.status() == Status.PASSED)
                    .count();
            table = table.row(
                    Cell.link(clause.toString(), clause.toString()),
                    Cell.text(clause.title()),
                    state(report.status(clause)),
                    Cell.text(passed + " of " + of.size()));
        }
        return table;
    }

    private static Part fitness(StoreFitness fitness) {
        return Section.of(
                "What the store says of its deployment",
                Table.of("About", "Verdict", "Detail")
                        .rows(fitness.findings().stream()
                                .map(finding -> List.of(
                                        Cell.text(finding.aspect().toString()),
                                        Cell.text(finding.verdict().toString()),
                                        Cell.text(finding.detail())))
                                .toList()));
    }

    /** Where the time went; a check that waits for a store is seen here first. */
    private Part durations() {
        List<Bar> groups = Arrays.stream(CheckGroup.values())
                .map(group -> bar(
                        group.title(),
                        report.results().stream()
                                .filter(result -> result.group() == group)
                                .map(CheckResult::took)
                                .reduce(Duration.ZERO, Duration::plus),
                        Mood.QUIET,
                        ""))
                .filter(bar -> bar.value() > 0)
                .toList();
        List<Bar> longest = report.results().stream()
                .sorted(Comparator.comparing(CheckResult::took).reversed())
                .limit(LONGEST_TOLD)
                .map(result -> bar(
                        result.check().displayName(),
                        result.took(),
                        result.status() == Status.PASSED ? Mood.QUIET : moodOf(result.status()),
                        result.status() == Status.PASSED
                                ? ConformanceReport.figures(result)
                                : result.status().words()))
                .toList();
        return Section.of(
                "What took how long",
                BarChart.of("Groups of checks.", "", "seconds").bars(groups),
                BarChart.of("The longest checks.", "With what they counted.", "seconds")
                        .bars(longest));
    }

    private static Bar bar(String name, Duration took, Mood mood, String note) {
        return new Bar(name, took.toMillis() / 1e3, Double.NaN, Double.NaN, mood, note);
    }

    private Part clause(Clause clause) {
        List<Part> parts = new ArrayList<>();
        parts.add(Table.of("Check", "Result", "Figures", "Took")
                .rows(report.of(clause).stream().map(HtmlReport::row).toList()));
        ConformanceReport.unverifiable(clause).ifPresent(note -> parts.add(Text.note("Unverifiable: " + note)));
        return Section.of(clause + " " + clause.title(), parts).anchored(clause.toString());
    }

    private static List<Cell> row(CheckResult result) {
        return List.of(
                Cell.text(result.check().title())
                        .note(result.check().label().name().toLowerCase(Locale.ROOT))
                        .detail(result.detail()),
                Cell.state(moodOf(result.status()), result.status().words()),
                Cell.text(ConformanceReport.figures(result)),
                Cell.number((double) result.took().toMillis(), result.took().toMillis() + " ms"));
    }

    private static Cell state(String words) {
        return Arrays.stream(Status.values())
                .filter(status -> status.words().equals(words))
                .findFirst()
                .map(status -> Cell.state(moodOf(status), words))
                .orElse(Cell.state(Mood.QUIET, words));
    }

    private static Mood moodOf(Status status) {
        return switch (status) {
            case PASSED -> Mood.GOOD;
            case FAILED -> Mood.BAD;
            case DECLARED_GAP, OUT_OF_TIME, ENVIRONMENT_FAILED -> Mood.DOUBTFUL;
            case NOT_APPLICABLE -> Mood.QUIET;
        };
    }
}
