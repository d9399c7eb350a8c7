package dev.posse.cli;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.audit.AuditReport;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
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
            "2:an option is wrong",
            "3:the store or the campaign's document cannot be used",
            "4:there is no such campaign, or nobody knows whether it was written"
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
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            Optional<CampaignOverview> before = posse.campaigns().find(campaign);
            if (before.isEmpty()) {
                System.err.println("posse: there is no campaign " + campaign);
                return PosseCommand.UNDECIDED;
            }
            if (before.get().status() == CampaignOverview.Status.STOPPED && !withoutAudit && isOff(posse.audit())) {
                return PosseCommand.BAD;
            }
            Optional<CampaignOverview> now = posse.campaigns().reopen(campaign);
            now.ifPresent(open -> System.out.println(
                    options.isJson() ? Json.of(open) : CloseCommand.text(before.get()) + "; from now on it is OPEN"));
            return now.isPresent() ? 0 : PosseCommand.UNDECIDED;
        }
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
