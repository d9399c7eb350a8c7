package dev.posse.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.posse.purchase.CombinedPurchases;
import dev.posse.purchase.FrontierRead;
import dev.posse.step.NestedStep;
import dev.posse.step.Step;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What is explored is what runs: the steps of docs/protocol.md")
@Tag("exhaustive")
class StepTableTest {

    /** The ends that the charts show, and what the table calls them. */
    private static final Map<String, List<String>> ENDS = Map.of(
            "purchased", List.of("*PURCHASED*"),
            "not purchased", List.of("*BEATEN*", "*CLOSED*", "*ACCOUNT_IN_USE*"),
            "nothing to do", List.of("*quiet*"),
            "somebody is at work: stop", List.of("*somebody at work*"));

    private static StepTable table = new StepTable(Set.of());

    @BeforeAll
    static void explore() {
        Set<Transition> met = new HashSet<>();
        Stream.of(
                        ExploredSet.PAIRS,
                        ExploredSet.WINDOW_OF_ONE,
                        ExploredSet.FAILURES,
                        ExploredSet.ADMINISTRATION,
                        ExploredSet.ADMINISTRATION_FAILS,
                        ExploredSet.RESTORED_COPIES,
                        ExploredSet.CAPACITY_ENDS,
                        ExploredSet.WARM_VIEWS,
                        ExploredSet.AHEAD,
                        ExploredSet.LOOKING,
                        ExploredSet.CONTRADICTIONS)
                .forEach(set -> met.addAll(set.transcript().met()));
        table = new StepTable(met);
    }

    @Test
    @DisplayName("are those that the explorer has met (-Dposse.docs.write=true writes them)")
    void tellsAll() throws IOException {
        ProtocolPage.hasSteps(table.rows());
    }

    @Test
    @DisplayName("are all that the production code has")
    void everyStepIsMet() throws IOException {
        Set<String> notMet = new TreeSet<>();
        for (Class<?> type : production()) {
            // Who is busy with another actor's steps takes those, and no others.
            boolean inside = type == NestedStep.class
                    || type.getEnclosingClass() == CombinedPurchases.class
                    || type.getEnclosingClass() == FrontierRead.class;
            if (Step.class.isAssignableFrom(type) && type.isRecord() && !inside) {
                notMet.add(type.getName());
            }
        }
        notMet.removeAll(table.types());

        assertEquals(Set.of(), notMet, "no exploration meets these steps");
    }

    @Test
    @DisplayName("allow every way that the charts show")
    void chartsAreRight() throws IOException {
        Flowcharts charts = new Flowcharts(ProtocolPage.text(), table.steps());
        List<List<String>> wrong = charts.ways().stream()
                .filter(way -> ENDS.getOrDefault(way.get(1), List.of(way.get(1))).stream()
                        .noneMatch(end -> table.follows(way.get(0), end)))
                .toList();

        assertEquals(List.of(), wrong, "no exploration has gone these ways");
    }

    @Test
    @DisplayName("of driver and patrol are in a chart, or named as left out")
    void chartsAreComplete() throws IOException {
        Set<String> shown = new TreeSet<>(new Flowcharts(ProtocolPage.text(), table.steps()).shown());
        shown.addAll(Flowcharts.leftOut(ProtocolPage.text()));
        Set<String> expected = new TreeSet<>(table.steps());
        expected.removeIf(step -> !step.startsWith("D") && !step.startsWith("R"));

        shown.removeIf(step -> !step.startsWith("D") && !step.startsWith("R"));
        assertEquals(expected, shown);
    }

    private static List<Class<?>> production() throws IOException {
        try {
            Path root = Path.of(Step.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> types = new ArrayList<>();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .filter(path -> !path.getFileName().toString().contains("-info"))
                        .toList()) {
                    String name = root.relativize(file).toString().replace(".class", "");
                    types.add(Class.forName(
                            name.replace('/', '.').replace('\\', '.'), false, Step.class.getClassLoader()));
                }
            }
            return types;
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("The production classes cannot be listed", e);
        }
    }
}
