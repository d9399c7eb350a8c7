package dev.posse.cli;

import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse create}: a campaign. */
@Command(
        name = "create",
        description =
                "Creates a campaign, which sells from then on. Price and capacity never change, and no campaign is"
                        + " ever deleted. One that exists with the same terms stays as it is. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the campaign is there, with these terms",
            "2:an option is wrong, or the campaign exists with other terms",
            ExitCode.UNREACHABLE_LINE,
            ExitCode.UNKNOWN_WRITE_LINE,
            ExitCode.DATA_LINE
        })
final class CreateCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Its id.")
    private String campaign = "";

    @Option(
            names = "--price",
            paramLabel = "AMOUNT",
            required = true,
            description = "Of every slot. " + Money.DESCRIPTION)
    private long price;

    @Option(names = "--capacity", paramLabel = "COUNT", required = true, description = "How many slots it has.")
    private long capacity;

    @Override
    public Integer call() {
        String id = TypedIds.campaign(campaign);
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            CampaignOverview now = UsageException.unlessUsable(() -> {
                        posse.campaigns().create(id, price, capacity);
                        return posse.campaigns().find(id);
                    })
                    .orElseThrow(() -> new UsageException("the campaign " + id + " is gone again; see ./posse doctor"));
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.of(now).text()
                            : CloseCommand.text(now) + ", at " + Money.text(price) + " each");
            return ExitCode.FINE;
        }
    }
}
