package dev.posse.cli;

import dev.posse.audit.AuditReport;
import dev.posse.audit.Auditor;
import dev.posse.store.CasKeyValueStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./posse audit}: do the books balance? */
@Command(
        name = "audit",
        description = "Checks the books by reads alone; a live system may go on selling meanwhile.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the books balance",
            "1:they do not",
            "2:an option is wrong",
            "3:the store cannot be used, or is not set up",
            "4:some accounts changed too often to be proved; ask again"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Option(names = "--campaign", paramLabel = "ID", description = "This campaign and its buyers only.")
    private @Nullable String campaign;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "An account that may have bought nothing; repeatable.")
    private List<String> accounts = List.of();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.open()) {
            Initialization state = Initialization.of(opened);
            Auditor auditor = new Auditor(opened, accounts);
            AuditReport report =
                    Optional.ofNullable(campaign).map(auditor::auditCampaign).orElseGet(auditor::audit);
            System.out.print(options.isJson() ? json(report, state) : text(report));
            if (state != Initialization.READY) {
                System.err.println("posse: this store is " + state);
            }
            return switch (report.verdict()) {
                // What came back empty has lost its sales, and adds up.
                case BALANCED -> state == Initialization.ABSENT ? PosseCommand.STORE_TROUBLE : 0;
                case DIFFERENCES -> PosseCommand.BAD;
                case INCONCLUSIVE -> PosseCommand.UNDECIDED;
            };
        }
    }

    private static String json(AuditReport report, Initialization state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("verdict", report.verdict());
        answer.put("initialization", state.name());
        answer.put("totals", report.totals());
        answer.put("findings", report.findings());
        answer.put("counts", report.counts());
        return Json.of(answer) + "\n";
    }

    static String text(AuditReport report) {
        AuditReport.Totals totals = report.totals();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s%n  %,d campaigns, %,d slots sold for %,d, %,d of them settled%n"
                        + "  %,d accounts: deposited %,d, withdrawn %,d, spent %,d, balance %,d; %,d locks%n",
                report.verdict(),
                totals.campaigns(),
                totals.slotsSold(),
                totals.revenue(),
                totals.slotsSettled(),
                totals.accounts(),
                totals.deposited(),
                totals.withdrawn(),
                totals.spent(),
                totals.balance(),
                totals.locks()));
        report.findings().forEach(finding -> text.append("  ").append(finding).append('\n'));
        return text.toString();
    }
}
