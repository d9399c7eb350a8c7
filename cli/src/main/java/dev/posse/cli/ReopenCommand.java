package dev.posse.cli;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse reopen}: a person says that a campaign may sell again. */
@Command(
        name = "reopen",
        description = "Opens a campaign again that was closed or stopped. After a stop it audits the whole store first,"
                + " and leaves the campaign stopped if the books do not balance. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is open",
            "1:it stays stopped: the books do not balance",
            ExitCode.UNKNOWN_ID_LINE,
            ExitCode.UNREACHABLE_LINE,
            ExitCode.UNKNOWN_WRITE_LINE,
            ExitCode.DATA_LINE
        })
final class ReopenCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Its id.")
    private String campaign = "";

    @Option(names = "--without-audit", description = "Open it whatever the books say.")
    private boolean withoutAudit;

    @Override
    public Integer call() {
        String id = TypedIds.campaign(campaign);
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            CampaignOverview before = posse.campaigns().find(id).orElseThrow(() -> absent(id));
            if (before.status() == CampaignOverview.Status.STOPPED && !withoutAudit && isOff(posse.audit())) {
                return ExitCode.NOT_HEALTHY;
            }
            CampaignOverview now = posse.campaigns().reopen(id).orElseThrow(() -> absent(id));
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.of(now).text()
                            : CloseCommand.text(before) + "; from now on it is OPEN");
            return ExitCode.FINE;
        }
    }

    private static UsageException absent(String id) {
        return new UsageException("there is no campaign " + id);
    }

    private boolean isOff(AuditReport report) {
        if (report.verdict() != AuditReport.Verdict.DIFFERENCES) {
            return false;
        }
        System.err.print("posse: " + campaign + " stays stopped, the books do not balance: "
                + AuditCommand.text(report)
                + "Mend what is wrong, or open it whatever the books say with --without-audit\n");
        return true;
    }
}
