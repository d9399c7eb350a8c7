package dev.posse.cli;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Verdict;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./posse doctor}: what does this deployment promise? */
@Command(
        name = "doctor",
        description = "Tells what a store's deployment promises, as read from it just now. Writes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing to fear",
            "1:acknowledged writes can be lost, or the store is not ready to sell",
            ExitCode.USAGE_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:something could not be read from the deployment",
            "5:its incarnation document cannot be read"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.openPartly()) {
            StoreFitness fitness = opened.fitness();
            Initialization state = Initialization.unlessUnanswered(opened);
            System.out.print(options.isJson() ? JsonAnswer.of(fitness, state).text() + "\n" : text(fitness, state));
            if (state != Initialization.READY || !fitness.with(Verdict.RISK).isEmpty()) {
                return ExitCode.NOT_HEALTHY;
            }
            return fitness.with(Verdict.UNKNOWN).isEmpty() ? ExitCode.FINE : ExitCode.UNDECIDED;
        }
    }

    private static String text(StoreFitness fitness, Initialization state) {
        StringBuilder text = new StringBuilder(fitness.product())
                .append("\n  ")
                .append(state)
                .append('\n');
        fitness.findings()
                .forEach(finding -> text.append(String.format(
                        Locale.ROOT, "  %-8s %-12s %s%n", finding.verdict(), finding.aspect(), finding.detail())));
        return text.toString();
    }
}
