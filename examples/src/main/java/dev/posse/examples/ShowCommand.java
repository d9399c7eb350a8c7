package dev.posse.examples;

import dev.posse.document.Ids;
import dev.posse.document.Keys;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse show}: a document as it stands in the store. */
@Command(
        name = "show",
        description = "Shows a document as it stands in the store, with its version. Writes nothing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(campaign | account | slot | transaction)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:here it is", "2:an option is wrong", "3:the store cannot be used", "4:there is none"})
final class ShowCommand {

    @Command(
            name = "campaign",
            description = "Price, capacity, status, last purchased slot.",
            mixinStandardHelpOptions = true)
    int campaign(
            @Mixin StoreOption store,
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "CAMPAIGN") String campaign) {
        return show(store, Keys.campaign(Ids.check("campaign id", campaign)), json);
    }

    @Command(
            name = "account",
            description = "Balance, totals, lock, recent purchases.",
            mixinStandardHelpOptions = true)
    int account(
            @Mixin StoreOption store,
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "ACCOUNT") String account) {
        return show(store, Keys.account(Ids.check("account id", account)), json);
    }

    @Command(name = "slot", description = "The claim or void at a slot.", mixinStandardHelpOptions = true)
    int slot(
            @Mixin StoreOption store,
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "CAMPAIGN") String campaign,
            @Parameters(paramLabel = "NUMBER") long number) {
        return show(store, Keys.slot(Ids.check("campaign id", campaign), number), json);
    }

    @Command(name = "transaction", description = "The transaction of a slot.", mixinStandardHelpOptions = true)
    int transaction(
            @Mixin StoreOption store,
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "CAMPAIGN") String campaign,
            @Parameters(paramLabel = "NUMBER") long number) {
        return show(store, Keys.transaction(Ids.check("campaign id", campaign), number), json);
    }

    private static int show(StoreOption store, String key, boolean json) {
        try (CasKeyValueStore opened = store.open()) {
            Optional<Entry> entry = opened.get(key);
            if (entry.isEmpty()) {
                System.err.println("posse: there is no " + key);
                return PosseCommand.UNDECIDED;
            }
            System.out.print(json ? json(key, entry.get()) : text(key, entry.get()));
            return 0;
        }
    }

    private static String json(String key, Entry entry) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", key);
        answer.put("version", entry.version().text());
        answer.put("document", Json.parse(entry.value()));
        return Json.of(answer) + "\n";
    }

    private static String text(String key, Entry entry) {
        String document;
        try {
            document = Json.of(Json.parse(entry.value()));
        } catch (RuntimeException e) {
            // Whoever looks at a corrupt document wants to see it.
            document = "not JSON: " + new String(entry.value(), StandardCharsets.UTF_8);
        }
        return key + " @" + entry.version() + "\n" + document + "\n";
    }
}
