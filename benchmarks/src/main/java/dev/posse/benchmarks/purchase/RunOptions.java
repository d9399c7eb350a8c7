package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.text.JsonLines;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is common to the commands that run purchases. */
final class RunOptions {

    @Option(names = "--quick", description = "In a fifth of the time: to see that it works, not for figures.")
    private boolean quick;

    @Option(names = "--rounds", description = "Rounds of the cases that matter most; 5 by default.")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--starts",
            description = "How often each contender sells before the first round, for 2500 ms each time; 5 by default.")
    private Optional<Integer> starts = Optional.empty();

    @Option(names = "--slice", description = "Milliseconds for which a slice is measured; 1000 by default.")
    private Optional<Long> slice = Optional.empty();

    @Option(names = "--accounts", description = "How many accounts buy; 10000 by default.")
    private Optional<Integer> accounts = Optional.empty();

    @Option(
            names = "--out",
            description = "File of the results, a line of JSON for each slice; the tables are written beside it."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "benchmarks/target/purchases.jsonl")
    private Path out = Path.of("");

    RunOptions() {}

    Plan.Pace pace() {
        Plan.Pace pace = quick ? Plan.Pace.QUICK : Plan.Pace.FULL;
        return new Plan.Pace(
                rounds.orElse(pace.rounds()),
                Math.min(rounds.orElse(pace.rounds()), pace.fewerRounds()),
                starts.orElse(pace.starts()),
                pace.startMillis(),
                pace.warmUpMillis(),
                slice.orElse(pace.measureMillis()),
                accounts.orElse(pace.accounts()));
    }

    /** Runs a plan and writes each slice as it ends. */
    Results run(Plan plan, PrintWriter progress) {
        Setting setting = Setting.now(plan.pace());
        try {
            Path file = out.toAbsolutePath();
            Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
            try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                write(lines, setting);
                List<Measurement> all = new ArrayList<>(new PurchaseRun(plan, line -> {
                            progress.println(line);
                            progress.flush();
                        })
                        .run(measurement -> write(lines, measurement)));
                return new Results(setting, List.copyOf(all));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The results cannot be written to " + out, e);
        }
    }

    /** Writes the tables of a run beside its file and onto the screen. */
    int tell(Results results, String tables, PrintWriter screen) {
        String text = tables + PurchaseTable.failures(results);
        try {
            Files.writeString(Path.of(out.toString().replaceFirst("\\.jsonl$", "") + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The tables cannot be written beside " + out, e);
        }
        screen.println(text);
        screen.flush();
        return results.failures().isEmpty() ? 0 : 1;
    }

    private static void write(BufferedWriter lines, Record line) {
        try {
            lines.write(JsonLines.write(line));
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
