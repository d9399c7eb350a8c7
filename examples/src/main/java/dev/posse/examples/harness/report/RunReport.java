package dev.posse.examples.harness.report;

import dev.posse.examples.harness.events.NodeChange;
import dev.posse.examples.harness.events.RunEvent.NodeChanged;
import dev.posse.examples.harness.workload.Reconciliation;
import dev.posse.examples.harness.workload.RunCounts;
import dev.posse.report.Histogram;
import dev.posse.report.Mood;
import dev.posse.report.Page;
import dev.posse.report.Part;
import dev.posse.report.Section;
import dev.posse.report.Text;
import dev.posse.report.Timeline;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page about a run: the verdict on top, then what happened, then how to repeat it. */
public final class RunReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String HOW_TO_READ =
            " Steps are named as in docs/protocol.md. A time is that at which a step was"
                    + " told; of writes that were sent as one chain, all are told when the chain is done.";

    private final RunDescription description;
    private final RunRecorder recorder;
    private final RunVerdict verdict;
    private final RecoverySections recoveries;

    private RunReport(RunDescription description, RunRecorder recorder, RunVerdict verdict) {
        this.description = description;
        this.recorder = recorder;
        this.verdict = verdict;
        this.recoveries = new RecoverySections(recorder);
    }

    /**
     * Makes the page.
     *
     * @param description of what was run
     * @param recorder that listened
     * @param verdict what came of it
     * @return the page, not yet written
     */
    public static Page page(RunDescription description, RunRecorder recorder, RunVerdict verdict) {
        return new RunReport(description, recorder, verdict).page();
    }

    private Page page() {
        Page page = Page.titled(description.title())
                .lead("A run of Posse, which sells numbered slots to prepaid accounts, each once, while its nodes die. "
                        + DATE.format(description.began()))
                .verdict(verdict.isBalanced() ? Mood.GOOD : Mood.BAD, verdict.sentence());
        if (!verdict.differences().isEmpty()) {
            page.add(Text.list(Mood.BAD, told(verdict.differences())));
        }
        page.add(
                Text.facts(overview()),
                ThroughputSection.of(recorder),
                recoveries.crashToSettled(),
                recoveries.finishers(),
                answers(),
                slowest(),
                repeating());
        if (!verdict.summary().isEmpty()) {
            page.add(Section.of("As the command printed it", Text.command(verdict.summary())));
        }
        return page;
    }

    private static List<String> told(List<String> differences) {
        List<String> told = new ArrayList<>(
                differences.stream().limit(Reconciliation.MOST_TOLD).toList());
        if (differences.size() > told.size()) {
            told.add("and " + (differences.size() - told.size()) + " more");
        }
        return told;
    }

    private Map<String, String> overview() {
        Map<String, String> facts = new LinkedHashMap<>();
        RunCounts counts = recorder.counts();
        facts.put("Nodes killed", number(changes(NodeChange.KILLED)));
        facts.put("Nodes stood still", number(changes(NodeChange.STOPPED)));
        facts.put("Sales finished by patrols", number(counts.recoveries.total()));
        Histogram settled = recoveries.all();
        facts.put(
                "From crash to settled",
                recoveries.count() == 0
                        ? "none was measured"
                        : String.format(
                                Locale.ROOT,
                                "p50 %.2f s, p99 %.2f s, max %.2f s, of %,d sales",
                                settled.percentile(50),
                                settled.percentile(99),
                                settled.percentile(100),
                                recoveries.count()));
        // Who walked away is told later, and is one all the same.
        long doubted = counts.doubts.byName().entrySet().stream()
                .filter(ended -> !ended.getKey().startsWith("later: "))
                .mapToLong(Map.Entry::getValue)
                .sum();
        facts.put("Purchases in doubt", number(doubted) + "; how they ended is told below");
        facts.put("Alarms", number(counts.alarms.size()));
        return facts;
    }

    private long changes(NodeChange change) {
        return recorder.events(NodeChanged.class).stream()
                .filter(changed -> changed.change() == change)
                .count();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private Part answers() {
        RunCounts counts = recorder.counts();
        return Section.of(
                "What buyers heard",
                RecoverySections.bars(
                        "Final answers.", "purchases", RecoverySections.bars(spoken(counts.answers.byName()))),
                Text.lead(
                        "In doubt is who has no answer and does not know whether he has bought. He asks again with the"
                                + " same purchase id, and hears the truth."),
                RecoverySections.bars(
                        "Why purchases were in doubt, call by call.",
                        "calls",
                        RecoverySections.bars(spoken(counts.causes.byName()))),
                RecoverySections.bars(
                        "How doubts ended.", "purchases", RecoverySections.bars(spoken(counts.doubts.byName()))));
    }

    private static Map<String, Long> spoken(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> SaleTimeline.spoken(entry.getKey()), Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private Part slowest() {
        SlowestSale slowest = recorder.slowest();
        String about = String.format(Locale.ROOT, "Purchase %s, %.3f s.", slowest.purchase(), slowest.seconds());
        return switch (slowest.kind()) {
            case NONE -> Section.of("The slowest sale", Text.paragraph("Nothing was sold."));
            case CRASHED ->
                Section.of(
                        "The slowest sale",
                        Text.lead("Of all sales whose driver died, or stood still, after the decision, this one waited"
                                + " longest to be settled." + HOW_TO_READ),
                        Timeline.of(about, "", "ms", SaleTimeline.of(slowest.events())));
            case BOUGHT ->
                Section.of(
                        "The slowest sale",
                        Text.lead("No sale was seen that was decided and then left. For this purchase its buyer waited"
                                + " longest." + HOW_TO_READ),
                        Timeline.of(about, "", "ms", SaleTimeline.of(slowest.events())));
        };
    }

    private Part repeating() {
        return Section.of(
                "To repeat it",
                Text.lead(
                        "The seed draws who wants what, and what goes wrong when. How threads, processes and networks take"
                                + " turns is not in it."),
                Text.command(description.command()),
                Text.facts(description.settings()),
                Text.facts(description.versions()));
    }
}
