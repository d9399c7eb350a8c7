package dev.posse.benchmarks;

import dev.posse.benchmarks.crash.CrashCommand;
import dev.posse.benchmarks.crash.VictimCommand;
import dev.posse.benchmarks.growth.GrowthCommand;
import dev.posse.benchmarks.micro.JmhCommand;
import dev.posse.benchmarks.purchase.DropCommand;
import dev.posse.benchmarks.purchase.PurchasesCommand;
import dev.posse.benchmarks.report.ReportCommand;
import dev.posse.benchmarks.worker.WorkerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code java -jar posse-benchmarks.jar} begins. */
@Command(
        name = "posse-benchmarks",
        mixinStandardHelpOptions = true,
        description = "How fast Posse sells, beside others who sell the same slots.",
        subcommands = {
            PurchasesCommand.class,
            DropCommand.class,
            GrowthCommand.class,
            CrashCommand.class,
            JmhCommand.class,
            ReportCommand.class,
            WorkerCommand.class,
            VictimCommand.class
        })
public final class Main {

    private Main() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param args as typed
     */
    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
