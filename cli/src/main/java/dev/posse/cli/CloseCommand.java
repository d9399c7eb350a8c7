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
            "2:an option is wrong",
            "3:the store or the campaign's document cannot be used",
            "4:there is no such campaign, or nobody knows whether it was written"
        })
final class CloseCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Its id.")
    private String campaign = "";

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            Optional<CampaignOverview> closed = posse.campaigns().close(campaign);
            if (closed.isEmpty()) {
                System.err.println("posse: there is no campaign " + campaign);
                return PosseCommand.UNDECIDED;
            }
            System.out.println(options.isJson() ? Json.of(closed.get()) : text(closed.get()));
            return 0;
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
