package dev.posse.cli;

import dev.posse.cli.CampaignBrowser.Listed;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse show}: a document as it stands in the store. */
@Command(
        name = "show",
        description = "Shows a document as it stands in the store, with its version; or all campaigns. Writes nothing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(campaigns | campaign | sold | account | slot | transaction)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:here it is",
            "1:here it is, and no node can read it: corrupt, or of a newer format",
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
        try (CasKeyValueStore opened = options.open()) {
            List<Listed> listed = new CampaignBrowser(opened)
                    .campaigns().stream()
                            .filter(one -> !stopped || needsAPerson(one))
                            .collect(Collectors.toUnmodifiableList());
            System.out.print(
                    options.isJson()
                            ? Json.of(listed.stream().map(ShowCommand::fields).collect(Collectors.toList())) + "\n"
                            : listed.stream().map(ShowCommand::line).collect(Collectors.joining()));
            return listed.stream().anyMatch(one -> one.problem().isPresent()) ? ExitCode.NOT_HEALTHY : ExitCode.FINE;
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
        try (CasKeyValueStore opened = options.open()) {
            Optional<Campaign> campaign = opened.get(key).map(entry -> Campaign.decode(key, entry.value()));
            if (campaign.isEmpty()) {
                throw new UsageException("there is no " + key);
            }
            List<Claim> sold = new CampaignBrowser(opened).lastSold(campaign.get(), most);
            long last = campaign.get().lastPurchasedSlot();
            System.out.print(
                    options.isJson()
                            ? Json.of(sold.stream()
                                            .map(claim -> fields(claim, last))
                                            .collect(Collectors.toList())) + "\n"
                            : sold.stream().map(claim -> line(claim, last)).collect(Collectors.joining()));
            return ExitCode.FINE;
        }
    }

    @Command(
            name = "account",
            description = "Balance, totals, lock, recent purchases.",
            mixinStandardHelpOptions = true)
    int account(@Mixin OnCallOptions options, @Parameters(paramLabel = "ACCOUNT") String account) {
        return show(options, Keys.account(TypedIds.account(account)));
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
        try (CasKeyValueStore opened = options.open()) {
            Optional<Entry> entry = opened.get(key);
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

    private static String line(Listed one) {
        return one.campaign()
                .map(campaign -> String.format(
                        Locale.ROOT,
                        "%-7s %,12d of %,d settled, price %,d  %s%s%n",
                        campaign.status(),
                        campaign.lastPurchasedSlot(),
                        campaign.capacity(),
                        campaign.price(),
                        one.id(),
                        campaign.reason().map(why -> ": " + why).orElse("")))
                .orElseGet(() -> one.problem().isPresent()
                        ? "UNREADABLE " + one.problem().get() + "\n"
                        : "ABSENT  its creator died or is still at work  " + one.id() + "\n");
    }

    private static Map<String, Object> fields(Listed one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("campaign", one.id());
        one.problem().ifPresent(why -> fields.put("problem", why));
        one.campaign().ifPresent(campaign -> {
            fields.put("status", campaign.status());
            campaign.reason().ifPresent(why -> fields.put("reason", why));
            fields.put("price", campaign.price());
            fields.put("capacity", campaign.capacity());
            fields.put("lastPurchasedSlot", campaign.lastPurchasedSlot());
        });
        return fields;
    }

    private static String line(Claim claim, long last) {
        return String.format(
                Locale.ROOT,
                "%,12d  %s  %,d  %s  %s%s%n",
                claim.slot(),
                claim.since(),
                claim.price(),
                claim.account(),
                claim.purchaseId(),
                claim.slot() > last ? "  not settled" : "");
    }

    private static Map<String, Object> fields(Claim claim, long last) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slot", claim.slot());
        fields.put("account", claim.account());
        fields.put("purchase", claim.purchaseId());
        fields.put("attempt", claim.attemptId());
        fields.put("price", claim.price());
        fields.put("since", claim.since().toString());
        fields.put("settled", claim.slot() <= last);
        return fields;
    }
}
