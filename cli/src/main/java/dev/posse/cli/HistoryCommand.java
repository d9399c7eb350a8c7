package dev.posse.cli;

import dev.posse.document.Account;
import dev.posse.document.AccountEntry;
import dev.posse.document.EntryItem;
import dev.posse.document.EntryWalk;
import dev.posse.document.KeyReader;
import dev.posse.document.Movement;
import dev.posse.document.PurchaseEntry;
import dev.posse.store.CasKeyValueStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code ./posse show account ID --history}: all that happened to an account, by reads alone. */
final class HistoryCommand {

    /** As many as a person asks for at once; each older entry costs a read, one after the other. */
    static final int MOST = 10_000;

    private static final int MOST_FAILURES = 8;

    private HistoryCommand() {}

    static int show(OnCallOptions options, String key, int most) {
        if (most < 1 || most > MOST) {
            throw new UsageException("--most is 1 to " + MOST + ", not " + most);
        }
        try (CasKeyValueStore opened = options.openPartly()) {
            Account account = AnyDocument.read(opened, key)
                    .map(entry -> Account.decode(key, entry.value()))
                    .orElseThrow(() -> new UsageException("there is no " + key));
            EntryWalk walk = EntryWalk.of(account);
            List<EntryItem> items = read(
                    walk, new KeyReader(opened::getAll, opened::get, KeyReader.Policy.untilDone(MOST_FAILURES)), most);
            System.out.print(options.isJson() ? json(account, items, walk) : text(key, items, walk));
            return items.stream().allMatch(EntryItem.Met.class::isInstance) ? ExitCode.FINE : ExitCode.NOT_HEALTHY;
        }
    }

    private static List<EntryItem> read(EntryWalk walk, KeyReader reads, int most) {
        List<EntryItem> items = new ArrayList<>();
        while (items.size() < most && !walk.isDone()) {
            Optional<EntryItem> item = walk.next();
            item.ifPresent(items::add);
            if (item.isEmpty()) {
                walk.take(reads.read(walk.keys()));
            }
        }
        return items;
    }

    private static String text(String key, List<EntryItem> items, EntryWalk walk) {
        StringBuilder text = new StringBuilder();
        items.forEach(
                item -> text.append(String.format(Locale.ROOT, "%,12d  %s%n", item.number(), sentence(key, item))));
        if (!walk.isDone()) {
            text.append("there are older ones; these are the newest ")
                    .append(items.size())
                    .append('\n');
        }
        return text.toString();
    }

    private static String sentence(String key, EntryItem item) {
        if (item instanceof EntryItem.Met met) {
            return sentence(met.entry());
        } else if (item instanceof EntryItem.Misnumbered surplus) {
            return sentence(surplus.met().entry()) + "  its number is taken, or above the account's last";
        } else if (item instanceof EntryItem.BrokenChain broken) {
            return broken.broken() + "  " + broken.key() + ": " + broken.problem()
                    + "; it led to older ones, which may be missing below";
        }
        EntryItem.NoEntry none = (EntryItem.NoEntry) item;
        return "MISSING  " + key + ": no entry bears this number"
                + (none.from() < none.number() ? " or one of those down to " + none.from() : "");
    }

    private static String sentence(AccountEntry entry) {
        String what;
        if (entry instanceof PurchaseEntry.Bought bought) {
            what = String.format(
                    Locale.ROOT, "bought slot %d of %s for %,d", bought.slot(), bought.campaign(), bought.price());
        } else if (entry instanceof Movement movement) {
            what = String.format(
                    Locale.ROOT,
                    movement.kind() == Movement.Kind.DEPOSIT ? "deposited %,d" : "withdrew %,d",
                    movement.amount());
        } else {
            what = "called off";
        }
        return entry.at() + "  " + what + "  " + entry.id();
    }

    private static String json(Account account, List<EntryItem> items, EntryWalk walk) {
        return JsonAnswer.with("account", account.id())
                        .and(
                                "entries",
                                items.stream()
                                        .map(item -> fields(account, item))
                                        .toList())
                        .and("older", !walk.isDone())
                        .text()
                + "\n";
    }

    private static Map<String, Object> fields(Account account, EntryItem item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", item.number());
        if (item instanceof EntryItem.Met met) {
            put(fields, met.entry());
        } else if (item instanceof EntryItem.Misnumbered surplus) {
            put(fields, surplus.met().entry());
            fields.put("problem", "its number is taken, or above the account's last");
        } else if (item instanceof EntryItem.BrokenChain broken) {
            fields.put("entry", "missing");
            fields.put("key", broken.key());
            fields.put("problem", broken.problem());
        } else if (item instanceof EntryItem.NoEntry none) {
            fields.put("entry", "missing");
            fields.put("key", account.key());
            fields.put("problem", "no entry bears the numbers from " + none.from() + " to " + none.number());
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, AccountEntry entry) {
        if (entry instanceof PurchaseEntry.Bought bought) {
            fields.put("entry", "purchase");
            fields.put("id", entry.id());
            fields.put("campaign", bought.campaign());
            fields.put("slot", bought.slot());
            fields.put("price", bought.price());
        } else if (entry instanceof Movement movement) {
            fields.put("entry", movement.kind() == Movement.Kind.DEPOSIT ? "deposit" : "withdrawal");
            fields.put("id", entry.id());
            fields.put("amount", movement.amount());
        } else {
            fields.put("entry", "calledOff");
            fields.put("id", entry.id());
        }
        fields.put("at", entry.at().toString());
    }
}
