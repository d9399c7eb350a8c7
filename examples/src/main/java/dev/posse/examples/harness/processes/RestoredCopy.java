package dev.posse.examples.harness.processes;

import dev.posse.CampaignOverview;
import dev.posse.Confirmation;
import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.audit.ReportedOutcome;
import dev.posse.examples.harness.servers.Database;
import dev.posse.examples.harness.workload.Counters;
import dev.posse.examples.harness.workload.Pause;
import dev.posse.examples.harness.workload.StoreOutage;
import dev.posse.examples.harness.workload.Workload;
import dev.posse.examples.harness.workload.WorkloadSetup;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The last strike of a run, with a verdict of its own, because it loses what was acknowledged: an older copy of the database is put in
 * its place while nodes sell. They must notice, alarm, and sell nothing from it; a person does what docs/operations.md says; then they
 * sell on, and what was lost is what the audit names, and nothing else.
 */
final class RestoredCopy {

    /** What the log of the strike is called. */
    static final String LOG = "restored-copy.jsonl";

    private static final int NODES = 3;
    private static final int EACH = 10;

    /** Every node patrols every campaign meanwhile, and so knows how far it has come. */
    private static final Duration SEEN = Duration.ofSeconds(3);

    /** A node may be waiting for a connection, after which it patrols at once. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    /** For so long everything is asked of nodes that have noticed. */
    private static final Duration FENCED = Duration.ofSeconds(4);

    private final CasKeyValueStore store;
    private final Database database;
    private final Workload workload;
    private final RunMetrics metrics = new RunMetrics(List.of());
    private final Counters counts = new Counters();
    private final List<String> differences = new ArrayList<>();

    private RestoredCopy(CasKeyValueStore store, Database database, Workload workload) {
        this.store = store;
        this.database = database;
        this.workload = workload;
    }

    /**
     * What came of it.
     *
     * @param counts what happened how often, in the order of names
     * @param differences what should not have happened
     */
    record Result(Counters counts, List<String> differences) {}

    /**
     * Strikes.
     *
     * @param settings of the run
     * @param database that keeps copies; well, and used by nobody else
     * @param directory for the log and the nodes' own words
     * @param run that names begin with
     * @return what came of it
     */
    static Result strike(ProcessSettings settings, Database database, Path directory, String run) {
        try (CasKeyValueStore store = CasKeyValueStore.open(database.uri())) {
            RestoredCopy copy = new RestoredCopy(store, database, new Workload(NODES * EACH, NODES, run + "-copy"));
            copy.strike(settings.withNodes(NODES), directory);
            return new Result(copy.counts, List.copyOf(copy.differences));
        }
    }

    private void strike(ProcessSettings settings, Path directory) {
        try (Posse posse =
                StoreOutage.survive(() -> Posse.on(store).node("merchant").open())) {
            posse.stopPatrols();
            new WorkloadSetup(posse, workload).setUp(settings.capacity());
        }
        try (AnswerLog log = new AnswerLog(directory.resolve(LOG), metrics::alarm)) {
            Fleet fleet = new Fleet(settings, directory, log, metrics, database::openLink);
            try {
                fleet.start();
                strike(new RestoredCopyBuyers(fleet, workload));
            } finally {
                fleet.close();
            }
        }
    }

    private void strike(RestoredCopyBuyers buyers) {
        List<ReportedOutcome> kept = told("before the copy", buyers, EACH);
        database.keepCopy();
        List<ReportedOutcome> lost = told("lost with the restore", buyers, EACH);
        Pause.of(SEEN);
        counts.add(database.restoreCopy());
        awaitAlarms();
        expectFence(buyers);
        judgeLoss(kept, lost);
        mend();
        if (await(NOTICED, () -> buyers.isSoldOn())) {
            kept.addAll(told("after the confirmation", buyers, EACH));
        } else {
            differences.add("Nothing is sold on after the confirmation");
        }
        judgeEnd(kept, buyers);
    }

    private List<ReportedOutcome> told(String when, RestoredCopyBuyers buyers, int each) {
        List<ReportedOutcome> told = new ArrayList<>();
        for (int time = 0; time < each; time++) {
            told.addAll(buyers.eachBuys());
        }
        told.forEach(one -> counts.add(kind(one) + " " + when));
        if (told.size() < each) {
            differences.add("There were only " + told.size() + " sales and deposits " + when);
        }
        return told;
    }

    private static String kind(ReportedOutcome told) {
        return told instanceof ReportedOutcome.Purchase ? "sale" : "deposit";
    }

    private void awaitAlarms() {
        if (!await(NOTICED, () -> alarmed() == NODES)) {
            differences.add(alarmed() + " of " + NODES + " nodes have noticed the older copy within " + NOTICED + ": "
                    + metrics.told.alarms);
        }
        for (long number = alarmed(); number > 0; number--) {
            counts.add("node alarmed");
        }
    }

    private long alarmed() {
        return metrics.told.alarms.stream()
                .filter(alarm -> alarm.contains("DataLossDetected"))
                .map(alarm -> alarm.substring(0, alarm.indexOf(':')))
                .distinct()
                .count();
    }

    private void expectFence(RestoredCopyBuyers buyers) {
        long end = System.nanoTime() + FENCED.toNanos();
        while (System.nanoTime() < end) {
            List<ReportedOutcome> sold = buyers.eachBuys();
            sold.forEach(one -> differences.add("Told from the older copy: " + one));
            counts.add("round of calls refused");
            Pause.of(Duration.ofMillis(200));
        }
        try (Posse opened = Posse.on(store).node("newcomer").open()) {
            differences.add("The node " + opened.name() + " was opened on the older copy");
        } catch (DataLossException e) {
            counts.add("newcomer refused");
        }
    }

    /** The audit names what was lost, each of it and nothing else; the older copy itself balances. */
    private void judgeLoss(List<ReportedOutcome> kept, List<ReportedOutcome> lost) {
        AuditReport own = new Auditor(store, workload.accounts()).audit();
        if (!own.isBalanced()) {
            differences.add("The older copy does not balance: " + own);
        }
        List<ReportedOutcome> all = new ArrayList<>(kept);
        all.addAll(lost);
        long gone = gone(all);
        if (gone != lost.size() || gone(kept) > 0) {
            differences.add("Of " + lost.size() + " sales and deposits that were lost the audit names " + gone
                    + ", and of " + kept.size() + " that were not " + gone(kept));
        }
    }

    private long gone(List<ReportedOutcome> told) {
        return new Auditor(store, workload.accounts())
                .audit(told).findings().stream()
                        .filter(finding -> finding.kind() == AuditReport.Kind.TOLD_GONE
                                || finding.kind() == AuditReport.Kind.TOLD_DIFFERS)
                        .count();
    }

    /** What docs/operations.md says under Data loss: {@code ./posse confirm}, then {@code ./posse reopen}, campaign by campaign. */
    private void mend() {
        Confirmation confirmation = Posse.confirm(store);
        if (confirmation.isNothing()) {
            differences.add("No node has objected to the older copy");
        }
        try (Posse onCall = Posse.on(store).node("on-call").open()) {
            onCall.stopPatrols();
            for (String campaign : workload.campaigns()) {
                if (onCall.campaigns()
                        .find(campaign)
                        .filter(found -> found.status() == CampaignOverview.Status.STOPPED)
                        .isPresent()) {
                    counts.add("campaign stopped, and reopened");
                    var unused = onCall.campaigns().reopen(campaign);
                }
            }
        }
    }

    private void judgeEnd(List<ReportedOutcome> kept, RestoredCopyBuyers buyers) {
        kept.addAll(buyers.soldOn());
        AuditReport report = new Auditor(store, workload.accounts()).audit(kept);
        if (!report.isBalanced()) {
            differences.add("The books do not balance in the end: " + report.findings());
        }
        buyers.unexpected().forEach(differences::add);
    }

    private static boolean await(Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Pause.of(Duration.ofMillis(100));
        }
        return condition.getAsBoolean();
    }
}
