package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.purchase.LockPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    @Test
    void first() {
        List<Scenario> all = List.of(
                Scenario.of("one driver, one recoverer", Cast.fresh(3, "u"))
                        .with(Cast.driver("u", "p", 1))
                        .with(Cast.recoverer(1))
                        .withFaults(2),
                Scenario.of("two users", Cast.fresh(3, "u", "v"))
                        .with(Cast.driver("u", "p", 1))
                        .with(Cast.driver("v", "q", 2))
                        .withFaults(1),
                Scenario.of("two users, login", Cast.fresh(3, "u", "v"))
                        .with(Cast.driver("u", "p", 1))
                        .with(Cast.driver("v", "q", 2))
                        .with(Cast.login("u", LockPolicy.CANCEL))
                        .withFaults(1));
        for (Scenario scenario : all) {
            long began = System.nanoTime();
            Explorer.Result result = Explorer.explore(scenario, Mutation.NONE);
            System.out.printf(
                    "%-40s %,d states, %,d stores, %,d ms%n",
                    scenario.name(), result.states(), result.stores(), (System.nanoTime() - began) / 1_000_000);
            assertEquals(
                    "",
                    result.violation().map(v -> String.join("\n", v.history())).orElse(""));
        }
    }
}
