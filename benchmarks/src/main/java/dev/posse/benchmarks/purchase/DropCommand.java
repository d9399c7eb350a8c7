package dev.posse.benchmarks.purchase;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drop}: the ratios that Posse is to reach on the day of the drop. */
@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Measures what the table of the day of the drop needs, and says what is reached."
                + " Exits with 1 if a case failed, not if something is not reached.")
public final class DropCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--from", description = "Computes it from the results of an earlier run instead.")
    private Optional<Path> from = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public DropCommand() {}

    @Override
    public Integer call() {
        if (from.isPresent()) {
            spec.commandLine().getOut().println(DropTable.markdown(Results.read(from.get())));
            return 0;
        }
        Results results =
                options.run(Plan.drop(options.pace()), spec.commandLine().getErr());
        return options.tell(
                results,
                DropTable.markdown(results) + "\n" + PurchaseTable.markdown(results),
                spec.commandLine().getOut());
    }
}
