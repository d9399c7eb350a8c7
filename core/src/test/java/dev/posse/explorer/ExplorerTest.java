package dev.posse.explorer;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    @Test
    void first() {
        run("pairs, 2 faults", () -> Scenarios.pairs(2));
        run("triples, 0 faults", () -> Scenarios.triples(0, Scenarios.drivers().subList(0, 1)));
        run("fours", Scenarios::fours);
    }

    private void run(String what, Supplier<List<Scenario>> all) {
        long began = System.nanoTime();
        List<Explorer.Result> results = all.get().parallelStream()
                .map(scenario -> Explorer.explore(scenario, Mutation.NONE))
                .collect(Collectors.toList());
        long states = results.stream().mapToLong(Explorer.Result::states).sum();
        System.out.printf(
                "%s: %d scenarios, %,d states, %,d ms%n",
                what, results.size(), states, (System.nanoTime() - began) / 1_000_000);
        results.stream()
                .sorted((a, b) -> b.states() - a.states())
                .limit(8)
                .forEach(r -> System.out.printf(
                        "    %,d %s%n", r.states(), r.scenario().name()));
        List<Explorer.Result> bad =
                results.stream().filter(r -> r.violation().isPresent()).collect(Collectors.toList());
        System.out.println(bad.size() + " violations");
        bad.stream()
                .sorted((a, b) -> a.violation().get().history().size()
                        - b.violation().get().history().size())
                .limit(3)
                .forEach(r -> System.out.println(r.scenario().name() + "\n"
                        + String.join("\n", r.violation().get().history())));
    }
}
