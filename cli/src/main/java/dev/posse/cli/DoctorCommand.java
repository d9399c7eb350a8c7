package dev.posse.cli;

import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
            "1:acknowledged writes can be lost",
            "2:an option is wrong",
            "3:the store cannot be used",
            "4:something could not be read, or the store is not ready to sell"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.open()) {
            StoreFitness fitness = opened.fitness();
            Initialization state = Initialization.of(opened);
            System.out.print(options.isJson() ? json(fitness, state) : text(fitness, state));
            if (!fitness.with(Verdict.RISK).isEmpty()) {
                return PosseCommand.BAD;
            }
            return state == Initialization.READY
                            && fitness.with(Verdict.UNKNOWN).isEmpty()
                    ? 0
                    : PosseCommand.UNDECIDED;
        }
    }

    private static String json(StoreFitness fitness, Initialization state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("product", fitness.product());
        answer.put("initialization", state.name());
        answer.put("findings", fitness.findings());
        return Json.of(answer) + "\n";
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
