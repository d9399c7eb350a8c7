package dev.posse.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.posse.conformance.check.ConformanceRun;
import dev.posse.conformance.check.RunSize;
import dev.posse.conformance.report.CheckGroup;
import dev.posse.conformance.report.CheckResult;
import dev.posse.conformance.report.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each broken store fails, and its failure names the clause that it breaks. */
@DisplayName("Each broken store fails by the clause it breaks")
class MutantsTest {

    private static final RunSize SMALL = new RunSize("small", 0.05, Duration.ofSeconds(10));

    static List<Mutant> mutants() {
        List<Mutant> all = new ArrayList<>(MutantsOfOperations.all());
        all.addAll(MutantsOfData.all());
        all.addAll(MutantsOfDoubt.all());
        all.addAll(MutantsOfCallers.all());
        all.addAll(MutantsOfExceptions.all());
        all.addAll(MutantsOfChains.all());
        all.addAll(MutantsOfChainReports.all());
        return all;
    }

    /** Two at a time: most of a mutant's life is spent waiting, each for a database of its own. */
    @Execution(ExecutionMode.CONCURRENT)
    @TestFactory
    Stream<DynamicTest> mutants_fail() {
        return mutants().stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.clause() + ": " + mutant.defect(), () -> fails(mutant)));
    }

    private static void fails(Mutant mutant) {
        ConformanceRun run = new ConformanceRun(
                new SimulatedConformance(mutant.database(), mutant.opening(), mutant.restarting()).subject(), SMALL);
        Set<Clause> broken = EnumSet.noneOf(Clause.class);
        List<String> found = new ArrayList<>();
        for (CheckGroup group : groups(mutant)) {
            Iterator<CheckResult> results = run.results(group).iterator();
            while (results.hasNext()) {
                CheckResult result = results.next();
                result.broken().ifPresent(broken::add);
                result.broken().ifPresent(clause -> found.add(result.detail()));
                if (broken.contains(mutant.clause())) {
                    assertEquals(CheckResult.Status.FAILED, result.status());
                    assertTrue(result.detail().startsWith(mutant.clause() + " "), result.detail());
                    run.closeStores();
                    return;
                }
            }
        }
        run.closeStores();
        throw new AssertionError("the kit did not find out that " + mutant.defect() + "; it found " + found);
    }

    /** All; what is wrong with chains is found in a group of their own. */
    private static Set<CheckGroup> groups(Mutant mutant) {
        Set<CheckGroup> groups = new LinkedHashSet<>();
        if (mutant.clause() == Clause.S22) {
            groups.add(CheckGroup.CHAINS);
        }
        groups.addAll(List.of(CheckGroup.values()));
        return groups;
    }

    @Test
    @DisplayName("there are enough of them, and every clause has one")
    void enough() {
        Set<Clause> missing = EnumSet.allOf(Clause.class);
        mutants().forEach(mutant -> missing.remove(mutant.clause()));
        assertEquals(EnumSet.noneOf(Clause.class), missing);
        assertTrue(mutants().size() >= 25, "mutants: " + mutants().size());
    }
}
