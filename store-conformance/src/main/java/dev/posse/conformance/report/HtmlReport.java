package dev.posse.conformance.report;

import dev.posse.store.StoreFitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The report as one file that needs nothing else, to be published next to a store. */
public final class HtmlReport {

    private static final String STYLE = """
            body { font: 100%/1.45 system-ui, sans-serif; max-width: min(66rem, 100%); margin: 1rem auto; padding: 0 1rem; color: #1c2430; box-sizing: border-box; overflow-wrap: anywhere }
            table { border-collapse: collapse; width: 100% }
            td, th { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #d9dee6 }
            h1 { font-size: 1.4rem } h2 { margin-top: 2rem; font-size: 1.1rem }
            pre { white-space: pre-wrap; background: #f5f6f8; padding: .6rem; font-size: .8rem; line-height: 1.35 }
            small { color: #5b6676 }
            .passed { color: #0a6b37 } .failed { color: #b3001b; font-weight: 600 }
            .declared-gap, .ran-out-of-time, .environment-failed { color: #8a5a00 } .not-applicable, .not-run { color: #5b6676 }
            @media (max-width: 40rem) { .checks tr, .checks td { display: block; border: 0; padding: .1rem 0 } .checks tr { border-bottom: 1px solid #d9dee6; padding: .5rem 0 } }
            """;

    private final ConformanceReport report;
    private final StringBuilder html = new StringBuilder();

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
        Path file = directory.resolve(report.subject() + ".html");
        return Files.writeString(file, new HtmlReport(report).html());
    }

    private String html() {
        html.append(
                        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n"
                                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Store conformance of ")
                .append(escaped(report.subject()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n<h1>Store conformance of ")
                .append(escaped(report.subject()))
                .append("</h1>\n<p>")
                .append(escaped(report.circumstances()))
                .append("</p>\n<p><strong>")
                .append(escaped(report.verdict()))
                .append("</strong></p>\n");
        report.thinness()
                .ifPresent(thin -> html.append("<p>").append(escaped(thin)).append("</p>\n"));
        failures();
        summary();
        report.fitness().ifPresent(this::fitness);
        for (Clause clause : Clause.values()) {
            clause(clause);
        }
        return html.append("</html>\n").toString();
    }

    private void failures() {
        if (report.failures().isEmpty()) {
            return;
        }
        html.append("<ul class=\"failed\">\n");
        report.failures()
                .forEach(failure -> html.append("<li>").append(escaped(failure)).append('\n'));
        html.append("</ul>\n");
    }

    private void summary() {
        html.append("<table><tr><th>Clause<th><th>Result<th>Checks passed\n");
        for (Clause clause : Clause.values()) {
            List<CheckResult> of = report.of(clause);
            long passed = of.stream()
                    .filter(result -> result.status() == CheckResult.Status.PASSED)
                    .count();
            html.append("<tr><td><a href=\"#")
                    .append(clause)
                    .append("\">")
                    .append(clause)
                    .append("</a><td>")
                    .append(clause.title())
                    .append("<td>")
                    .append(colored(report.status(clause)))
                    .append("<td>")
                    .append(passed)
                    .append(" of ")
                    .append(of.size())
                    .append('\n');
        }
        html.append("</table>\n");
    }

    private void fitness(StoreFitness fitness) {
        html.append("<h2>What the store says of its deployment</h2>\n<table><tr><th>About<th>Verdict<th>Detail\n");
        for (StoreFitness.Finding finding : fitness.findings()) {
            html.append("<tr><td>")
                    .append(finding.aspect())
                    .append("<td>")
                    .append(finding.verdict())
                    .append("<td>")
                    .append(escaped(finding.detail()))
                    .append('\n');
        }
        html.append("</table>\n");
    }

    private void clause(Clause clause) {
        html.append("<h2 id=\"")
                .append(clause)
                .append("\">")
                .append(clause)
                .append(' ')
                .append(clause.title())
                .append("</h2>\n<table class=\"checks\">\n");
        for (CheckResult result : report.of(clause)) {
            html.append("<tr><td>")
                    .append(escaped(result.check().title()))
                    .append(" <small>")
                    .append(result.check().label().name().toLowerCase(Locale.ROOT))
                    .append("</small>");
            if (!result.detail().isEmpty()) {
                html.append("<pre>").append(escaped(result.detail())).append("</pre>");
            }
            html.append("<td>")
                    .append(colored(result.status().words()))
                    .append("<td>")
                    .append(escaped(ConformanceReport.figures(result)))
                    .append("<td>")
                    .append(result.took().toMillis())
                    .append(" ms\n");
        }
        html.append("</table>\n");
        ConformanceReport.unverifiable(clause)
                .ifPresent(note -> html.append("<p><small>Unverifiable: ")
                        .append(escaped(note))
                        .append("</small></p>\n"));
    }

    private static String colored(String status) {
        return "<span class=\"" + status.toLowerCase(Locale.ROOT).replace(' ', '-') + "\">" + status + "</span>";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.append((char) c);
            }
        });
        return safe.toString();
    }
}
