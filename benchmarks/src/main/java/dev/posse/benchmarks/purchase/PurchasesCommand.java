package dev.posse.benchmarks.purchase;

import dev.posse.benchmarks.shop.Contender;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code purchases}: the whole benchmark, or what is wanted of it. */
@Command(
        name = "purchases",
        mixinStandardHelpOptions = true,
        description =
                "Sells by Posse and by its peers, in turns, and writes figures and tables. Exits with 1 if a case failed.")
public final class PurchasesCommand implements Callable<Integer> {

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--contender", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Contender> contenders = Set.of();

    @Option(names = "--scenario", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Scenario> scenarios = Set.of();

    @Option(names = "--buyers", split = ",", description = "Only with so many: 1, 8, 32, 256.")
    private Set<Integer> buyers = Set.of();

    @Option(names = "--processes", split = ",", description = "Only in so many: 1, 4.")
    private Set<Integer> processes = Set.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    public PurchasesCommand() {}

    @Override
    public Integer call() {
        PrintWriter progress = spec.commandLine().getErr();
        Plan plan = Plan.purchases(options.pace())
                .only(each -> isWanted(contenders, each.contender())
                        && isWanted(scenarios, each.shape().scenario())
                        && isWanted(buyers, each.shape().buyers())
                        && isWanted(processes, each.shape().processes()));
        Results results = options.run(plan, progress);
        return options.tell(
                results,
                PurchaseTable.markdown(results) + DropTable.markdown(results) + "\n",
                spec.commandLine().getOut());
    }

    private static <T> boolean isWanted(Set<T> wanted, T one) {
        return wanted.isEmpty() || wanted.contains(one);
    }
}
