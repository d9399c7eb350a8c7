package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.RunEvent;
import dev.posse.examples.harness.events.RunEvent.CrashSettled;
import dev.posse.examples.harness.events.RunEvent.DatabaseFaultBegan;
import dev.posse.examples.harness.events.RunEvent.DriverDied;
import dev.posse.examples.harness.events.RunEvent.LockResolved;
import dev.posse.examples.harness.events.RunEvent.SaleRecovered;
import dev.posse.examples.harness.workload.ProtocolWords;
import dev.posse.examples.harness.workload.StepSentences;
import dev.posse.report.BarChart;
import dev.posse.report.BarChart.Bar;
import dev.posse.report.Cell;
import dev.posse.report.Histogram;
import dev.posse.report.Part;
import dev.posse.report.Section;
import dev.posse.report.Span;
import dev.posse.report.Table;
import dev.posse.report.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was left half done, by whom it was finished, and after how long. */
final class RecoverySections {

    private static final int SLOWEST_TOLD = 10;
    private static final int MOST_BARS = 20;

    private final RunRecorder recorder;
    private final List<CrashSettled> crashed;

    RecoverySections(RunRecorder recorder) {
        this.recorder = recorder;
        this.crashed = recorder.events(CrashSettled.class).stream()
                .filter(CrashSettled::decidedBefore)
                .toList();
    }

    /** Of all sales whose driver died after the decision. */
    Histogram all() {
        return histogram("From crash to settled.", "", crashed);
    }

    int count() {
        return crashed.size();
    }

    Part crashToSettled() {
        List<Part> parts = new ArrayList<>();
        parts.add(Text.lead(
                "A sale is decided when its slot is claimed (D3). If the node dies after that, others finish it:"
                        + " a patrol, a login, or who else comes by. Time runs from the crash until the campaign has moved past the"
                        + " slot."));
        List<Span> troubles = NemesisLanes.of(recorder, Double.MAX_VALUE).stream()
                .filter(span -> span.lane().equals(NemesisLanes.DATABASE))
                .toList();
        if (crashed.isEmpty()) {
            parts.add(Text.paragraph(
                    "In this run no sale was seen that was decided, left half done, and settled later: there is nothing to"
                            + " measure."));
        } else if (recorder.events(DatabaseFaultBegan.class).isEmpty()) {
            parts.add(all());
        } else {
            Map<Boolean, List<CrashSettled>> parted =
                    crashed.stream().collect(Collectors.partitioningBy(settled -> meets(troubles, settled)));
            parts.add(histogram(
                    "From crash to settled, while the database was well.", "", parted.getOrDefault(false, List.of())));
            parts.add(histogram(
                    "From crash to settled, where the database was disturbed meanwhile.",
                    "Nobody can settle while the database does not answer.",
                    parted.getOrDefault(true, List.of())));
        }
        if (!crashed.isEmpty()) {
            parts.add(slowest());
        }
        return Section.of("From crash to settled", parts);
    }

    private boolean meets(List<Span> troubles, CrashSettled settled) {
        return troubles.stream()
                .anyMatch(span -> span.from() < recorder.seconds(settled.at())
                        && span.to() > recorder.seconds(settled.crashed()));
    }

    private static Histogram histogram(String title, String more, List<CrashSettled> sales) {
        double[] seconds = sales.stream().mapToDouble(RecoverySections::seconds).toArray();
        return Histogram.of(
                title,
                (more + " " + sales.size() + " sales whose driver died, or stood still, after the decision.").strip(),
                "from crash to settled",
                "s",
                0.001,
                seconds);
    }

    private static double seconds(CrashSettled settled) {
        return Math.max(0, settled.at() - settled.crashed()) / 1e6;
    }

    private Table slowest() {
        Map<String, String> finishers = new HashMap<>();
        for (LockResolved resolved : recorder.events(LockResolved.class)) {
            finishers.put(resolved.purchase(), resolved.node() + ": " + ProtocolWords.lock(resolved.how()));
        }
        for (SaleRecovered recovered : recorder.events(SaleRecovered.class)) {
            finishers.put(
                    recovered.purchase(), recovered.node() + ", patrol: " + ProtocolWords.recovery(recovered.branch()));
        }
        return Table.of("The slowest", "Crashed at, s", "Node", "Left at", "Finished by", "Settled after, s")
                .rows(crashed.stream()
                        .sorted(Comparator.comparingDouble(RecoverySections::seconds)
                                .reversed())
                        .limit(SLOWEST_TOLD)
                        .map(sale -> List.of(
                                Cell.text("slot " + sale.slot() + " of " + sale.campaign()),
                                Cell.number(recorder.seconds(sale.crashed())),
                                Cell.text(sale.node()),
                                Cell.text(step(sale.step())),
                                Cell.text(finishers.getOrDefault(
                                        sale.purchase(), "its own driver, or another call of its buyer")),
                                Cell.number(seconds(sale))))
                        .toList());
    }

    Part finishers() {
        Map<String, Long> branches = counted(SaleRecovered.class, SaleRecovered::branch);
        List<Bar> byPatrol = branches.entrySet().stream()
                .map(entry -> Bar.of(
                        ProtocolWords.recovery(entry.getKey()),
                        entry.getValue(),
                        StepSentences.ofBranch(entry.getKey())))
                .toList();
        Map<String, Long> locks = counted(LockResolved.class, resolved -> ProtocolWords.lock(resolved.how()));
        Map<String, Long> deaths = counted(DriverDied.class, died -> step(died.step()));
        List<Part> parts = new ArrayList<>();
        parts.add(Text.lead(
                "A patrol looks at what stands of a sale, and takes a branch of the recovery tree by that alone:"
                        + " it does not matter who died, nor when."));
        parts.add(bars("Finished by patrols, by branch of the recovery tree.", "sales", byPatrol));
        parts.add(bars("Locks that were found by logins, and by who else came by.", "locks", bars(locks)));
        parts.add(bars("Where drivers died, by the step they were at or had told of last.", "calls", bars(deaths)));
        return Section.of("Who finished what was half done", parts);
    }

    static Part bars(String title, String unit, List<Bar> bars) {
        return bars.isEmpty()
                ? Text.paragraph(title + " None.")
                : BarChart.of(title, "", unit).bars(bars);
    }

    /** The greatest first; what is beyond the most that are shown is one bar. */
    static List<Bar> bars(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        List<Bar> bars = new ArrayList<>(sorted.stream()
                .limit(MOST_BARS)
                .map(entry -> Bar.of(entry.getKey(), entry.getValue(), ""))
                .toList());
        long rest =
                sorted.stream().skip(MOST_BARS).mapToLong(Map.Entry::getValue).sum();
        if (rest > 0) {
            bars.add(Bar.of((sorted.size() - MOST_BARS) + " others", (double) rest, ""));
        }
        return bars;
    }

    private <E extends RunEvent> Map<String, Long> counted(Class<E> kind, Function<E, String> name) {
        return recorder.events(kind).stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
    }

    private static String step(String step) {
        return step.isEmpty() ? "not heard of yet" : ProtocolWords.step(step);
    }
}
