package dev.posse.benchmarks.crash;

import dev.posse.benchmarks.text.JsonLines;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crash}: how long the sale of a driver that died waits until somebody else has settled it. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description =
                "Measures the time from the crash of a driver whose sale was decided to its settlement by somebody else."
                        + " Exits with 1 if a row is not settled or its books do not balance.")
public final class CrashCommand implements Callable<Integer> {

    @Option(names = "--row", description = "Only this row; may be repeated. One of ${COMPLETION-CANDIDATES}.")
    private List<CrashRow> rows = new ArrayList<>();

    @Option(names = "--crashes", defaultValue = "300", description = "Per row, at least; ${DEFAULT-VALUE} by default.")
    private int crashes;

    @Option(
            names = "--campaigns",
            defaultValue = "60",
            description = "In which the living buy; ${DEFAULT-VALUE} by default.")
    private int campaigns;

    @Option(
            names = "--quiet",
            defaultValue = "4000",
            description = "Campaigns in which nothing has happened; ${DEFAULT-VALUE} by default.")
    private int quiet;

    @Option(
            names = "--purchases",
            defaultValue = "50",
            description = "Per second, of all living buyers together; ${DEFAULT-VALUE} by default.")
    private int purchases;

    @Option(
            names = "--outage",
            defaultValue = "10",
            description = "Seconds that an outage takes; ${DEFAULT-VALUE} by default.")
    private int outage;

    @Option(
            names = "--processes",
            defaultValue = "8",
            description = "Killed in each row, with " + CrashPlan.BUYERS + " buyers each; in the row of outages one"
                    + " before each. ${DEFAULT-VALUE} by default.")
    private int processes;

    @Option(
            names = "--warm-up",
            defaultValue = "12",
            description =
                    "Seconds before the first crash, three times as many among quiet campaigns, which are quiet only after thirty."
                            + " ${DEFAULT-VALUE} by default.")
    private int warmUp;

    @Option(
            names = "--out",
            defaultValue = "benchmarks/target/crash.jsonl",
            description = "File of the results. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public CrashCommand() {}

    @Override
    public Integer call() throws IOException {
        CrashPlan plan = plan();
        PrintWriter progress = spec.commandLine().getErr();
        List<CrashFigures> all = new ArrayList<>();
        boolean isGood = true;
        Path file = out.toAbsolutePath();
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (CrashRow row : rows.isEmpty() ? List.of(CrashRow.values()) : rows) {
                try (CrashRun run = new CrashRun(row, plan)) {
                    CrashFigures figures = run.measure();
                    all.add(figures);
                    lines.write(JsonLines.write(figures));
                    lines.newLine();
                    lines.flush();
                    progress.println(figures);
                } catch (IllegalStateException e) {
                    isGood = false;
                    progress.println(e.getMessage());
                }
                progress.flush();
            }
        }
        spec.commandLine().getOut().println(CrashTable.markdown(all));
        return isGood ? 0 : 1;
    }

    private CrashPlan plan() {
        require("--crashes", crashes, 1, 10_000);
        require("--campaigns", campaigns, CrashPlan.BUYERS, 1000);
        require("--quiet", quiet, 1, 100_000);
        require("--purchases", purchases, 1, 10_000);
        require("--outage", outage, 1, 600);
        require("--processes", processes, 0, 100);
        require("--warm-up", warmUp, 0, 600);
        return new CrashPlan(crashes, campaigns, quiet, purchases, outage, processes, warmUp);
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is from " + least + " to " + most + ", not " + value);
        }
    }
}
