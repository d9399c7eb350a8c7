package dev.posse.cli;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./posse close}: no new purchases in a campaign. */
@Command(
        name = "close",
        description = "Closes a campaign: no new purchase begins in it, on any node. One that was under way may still"
                + " win. A stopped campaign stays stopped. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing new is sold in it",
            ExitCode.UNKNOWN_ID_LINE,
            ExitCode.UNREACHABLE_LINE,
            ExitCode.UNKNOWN_WRITE_LINE,
            ExitCode.DATA_LINE
        })
final class CloseCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Its id.")
    private String campaign = "";

    @Override
    public Integer call() {
        String id = TypedIds.campaign(campaign);
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            Optional<CampaignOverview> closed = posse.campaigns().close(id);
            CampaignOverview now = closed.orElseThrow(() -> new UsageException("there is no campaign " + id));
            System.out.println(options.isJson() ? JsonAnswer.of(now).text() : text(now));
            return ExitCode.FINE;
        }
    }

    static String text(CampaignOverview now) {
        return String.format(
                Locale.ROOT,
                "%s is %s%s; %,d of %,d slots are settled",
                now.campaign(),
                now.status(),
                now.reason().map(why -> " (" + why + ")").orElse(""),
                now.lastPurchasedSlot(),
                now.capacity());
    }
}
