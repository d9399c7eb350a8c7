package dev.posse.examples;

import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreFitness;
import dev.posse.store.StoreFitness.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "4:something could not be read, or the store is not set up"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = store.open()) {
            StoreFitness fitness = opened.fitness();
            boolean ready = opened.get(Keys.INCARNATION).isPresent();
            System.out.print(json ? json(fitness, ready) : text(fitness, ready));
            if (!fitness.with(Verdict.RISK).isEmpty()) {
                return PosseCommand.BAD;
            }
            return ready && fitness.with(Verdict.UNKNOWN).isEmpty() ? 0 : PosseCommand.UNDECIDED;
        }
    }

    private static String json(StoreFitness fitness, boolean ready) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("product", fitness.product());
        answer.put("initialized", ready);
        answer.put("findings", fitness.findings());
        return Json.of(answer) + "\n";
    }

    private static String text(StoreFitness fitness, boolean ready) {
        StringBuilder text = new StringBuilder(fitness.product()).append('\n');
        text.append(ready ? "  set up\n" : "  not set up: ./posse init, unless it has sold before\n");
        fitness.findings()
                .forEach(finding -> text.append(String.format(
                        Locale.ROOT, "  %-8s %-12s %s%n", finding.verdict(), finding.aspect(), finding.detail())));
        return text.toString();
    }
}
