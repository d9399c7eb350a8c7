package dev.posse.cli;

import dev.posse.cli.CampaignBrowser.Listed;
import dev.posse.cli.CampaignBrowser.Listing;
import dev.posse.cli.CampaignBrowser.Sold;
import dev.posse.document.Campaign;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import dev.posse.store.ForeignValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse show}: a document as it stands in the store. */
@Command(
        name = "show",
        description = "Shows a document as it stands in the store, with its version; or all campaigns. Writes nothing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel =
                "(campaigns | campaign | sold | account | slot | transaction | purchase |" + " movement | document)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:here it is",
            "1:here it is, or as much of it as can be read: something is missing, corrupt, of a newer format or foreign",
            "2:an option is wrong, or there is none",
            ExitCode.UNREACHABLE_LINE,
            "5:a document that is needed to find the others cannot be read"
        })
final class ShowCommand {

    @Command(
            name = "campaigns",
            description = "All campaigns: status, settled slots, price, and why they were stopped.",
            mixinStandardHelpOptions = true)
    int campaigns(
            @Mixin OnCallOptions options,
            @Option(names = "--stopped", description = "Only those that Posse has stopped, or that no node can read.")
                    boolean stopped) {
        try (CasKeyValueStore opened = options.openPartly()) {
            Listing listing = new CampaignBrowser(opened).campaigns();
            List<Listed> listed = listing.campaigns().stream()
                    .filter(one -> !stopped || needsAPerson(one))
                    .toList();
            // What cannot be read comes first: campaigns may be missing below.
            System.out.print(
                    options.isJson()
                            ? Json.of(Stream.concat(
                                                    listing.pages().stream().map(CampaignLines::fields),
                                                    listed.stream().map(CampaignLines::fields))
                                            .toList())
                                    + "\n"
                            : Stream.concat(
                                            listing.pages().stream().map(CampaignLines::line),
                                            listed.stream().map(CampaignLines::line))
                                    .collect(Collectors.joining()));
            return listing.pages().isEmpty()
                            && listed.stream().allMatch(one -> one.problem().isEmpty())
                    ? ExitCode.FINE
                    : ExitCode.NOT_HEALTHY;
        }
    }

    @Command(name = "campaign", description = "A campaign's document.", mixinStandardHelpOptions = true)
    int campaign(@Mixin OnCallOptions options, @Parameters(paramLabel = "CAMPAIGN") String campaign) {
        return show(options, Keys.campaign(TypedIds.campaign(campaign)));
    }

    @Command(
            name = "sold",
            description = "A campaign's last sold slots, the highest last, and which are not settled.",
            mixinStandardHelpOptions = true)
    int sold(
            @Mixin OnCallOptions options,
            @Option(
                            names = "--last",
                            defaultValue = "20",
                            paramLabel = "COUNT",
                            description = "How many, up to 1000 (${DEFAULT-VALUE}).")
                    int most,
            @Parameters(paramLabel = "CAMPAIGN") String id) {
        if (most < 1 || most > 1000) {
            throw new UsageException("--last is 1 to 1000, not " + most);
        }
        String key = Keys.campaign(TypedIds.campaign(id));
        try (CasKeyValueStore opened = options.openPartly()) {
            Optional<Campaign> campaign =
                    AnyDocument.read(opened, key).map(entry -> Campaign.decode(key, entry.value()));
            if (campaign.isEmpty()) {
                throw new UsageException("there is no " + key);
            }
            Sold sold = new CampaignBrowser(opened).lastSold(campaign.get(), most);
            long last = campaign.get().lastPurchasedSlot();
            System.out.print(
                    options.isJson()
                            ? Json.of(Stream.concat(
                                                    sold.claims().stream()
                                                            .map(claim -> CampaignLines.fields(claim, last)),
                                                    sold.unread().stream().map(CampaignLines::fields))
                                            .toList())
                                    + "\n"
                            : Stream.concat(
                                            sold.claims().stream().map(claim -> CampaignLines.line(claim, last)),
                                            sold.unread().stream().map(CampaignLines::line))
                                    .collect(Collectors.joining()));
            return sold.unread().isEmpty() ? ExitCode.FINE : ExitCode.NOT_HEALTHY;
        }
    }

    @Command(
            name = "account",
            description =
                    "Balance, totals, lock, recent purchases; or with --history everything that ever happened to it.",
            mixinStandardHelpOptions = true)
    int account(
            @Mixin OnCallOptions options,
            @Option(
                            names = "--history",
                            description =
                                    "Purchases, deposits and withdrawals instead, the newest first, back to the first.")
                    boolean history,
            @Option(
                            names = "--most",
                            paramLabel = "COUNT",
                            description = "With --history: how many, up to " + HistoryCommand.MOST
                                    + ", which is the default.")
                    Optional<Integer> most,
            @Parameters(paramLabel = "ACCOUNT") String account) {
        String key = Keys.account(TypedIds.account(account));
        if (history) {
            return HistoryCommand.show(options, key, most.orElse(HistoryCommand.MOST));
        } else if (most.isPresent()) {
            throw new UsageException("--most goes with --history");
        }
        return show(options, key);
    }

    @Command(
            name = "purchase",
            description = "The archive document of a purchase that has left its account's window.",
            mixinStandardHelpOptions = true)
    int purchase(
            @Mixin OnCallOptions options,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ID") String id) {
        return show(options, Keys.purchase(TypedIds.account(account), TypedIds.purchase(id)));
    }

    @Command(
            name = "movement",
            description = "The archive document of a deposit or withdrawal that has left its account's window.",
            mixinStandardHelpOptions = true)
    int movement(
            @Mixin OnCallOptions options,
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Parameters(paramLabel = "ID") String id) {
        return show(options, Keys.movement(TypedIds.account(account), TypedIds.movement(id)));
    }

    @Command(
            name = "document",
            description = "The document of a key, such as posse/directory/1 or posse/incarnation.",
            mixinStandardHelpOptions = true)
    int document(@Mixin OnCallOptions options, @Parameters(paramLabel = "KEY") String key) {
        return show(options, AnyDocument.checkKey(key));
    }

    @Command(name = "slot", description = "The claim or void at a slot.", mixinStandardHelpOptions = true)
    int slot(
            @Mixin OnCallOptions options,
            @Parameters(paramLabel = "CAMPAIGN") String campaign,
            @Parameters(paramLabel = "NUMBER") long number) {
        return show(options, Keys.slot(TypedIds.campaign(campaign), slotNumber(number)));
    }

    @Command(name = "transaction", description = "The transaction of a slot.", mixinStandardHelpOptions = true)
    int transaction(
            @Mixin OnCallOptions options,
            @Parameters(paramLabel = "CAMPAIGN") String campaign,
            @Parameters(paramLabel = "NUMBER") long number) {
        return show(options, Keys.transaction(TypedIds.campaign(campaign), slotNumber(number)));
    }

    private static long slotNumber(long number) {
        if (number < 1) {
            throw new UsageException("Slots are numbered from 1, there is no slot " + number);
        }
        return number;
    }

    private static int show(OnCallOptions options, String key) {
        try (CasKeyValueStore opened = options.openPartly()) {
            Optional<ForeignValue> foreign = AnyDocument.foreignValue(opened, key);
            if (foreign.isPresent()) {
                System.out.print(ForeignText.of(key, foreign.get(), options.isJson()));
                System.err.println("posse: " + ForeignText.advice(key, foreign.get()));
                return ExitCode.NOT_HEALTHY;
            }
            Optional<Entry> entry = AnyDocument.read(opened, key);
            if (entry.isEmpty()) {
                throw new UsageException("there is no " + key);
            }
            Optional<String> problem = AnyDocument.problem(key, entry.get().value());
            System.out.print(options.isJson() ? json(key, entry.get(), problem) : text(key, entry.get()));
            problem.ifPresent(why -> System.err.println("posse: " + why));
            return problem.isPresent() ? ExitCode.NOT_HEALTHY : ExitCode.FINE;
        }
    }

    private static String json(String key, Entry entry, Optional<String> problem) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", key);
        answer.put("version", entry.version().text());
        problem.ifPresent(why -> answer.put("problem", why));
        try {
            answer.put("document", Json.parse(entry.value()));
        } catch (RuntimeException e) {
            answer.put("text", new String(entry.value(), StandardCharsets.UTF_8));
        }
        return Json.of(answer) + "\n";
    }

    /** As {@code ./posse mend} takes it. */
    private static String text(String key, Entry entry) {
        String document;
        try {
            document = Json.of(Json.parse(entry.value()));
        } catch (RuntimeException e) {
            // Whoever looks at a corrupt document wants to see it.
            document = new String(entry.value(), StandardCharsets.UTF_8);
        }
        return key + " @" + entry.version() + "\n" + document + "\n";
    }

    private static boolean needsAPerson(Listed one) {
        return one.problem().isPresent()
                || one.campaign()
                        .filter(campaign -> campaign.status() == Campaign.Status.STOPPED)
                        .isPresent();
    }
}
