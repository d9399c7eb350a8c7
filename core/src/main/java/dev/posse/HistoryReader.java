package dev.posse;

import dev.posse.document.Account;
import dev.posse.document.AccountEntry;
import dev.posse.document.ChainPosition;
import dev.posse.document.EntryItem;
import dev.posse.document.EntryWalk;
import dev.posse.document.Ids;
import dev.posse.document.KeyReader;
import dev.posse.document.Movement;
import dev.posse.document.Printable;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Reading;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one page of an account's history, after the account itself: first what it holds, then its archive. */
final class HistoryReader {

    /** A number, and where each of the two chains goes on: at an id, nowhere, or nobody knows where. */
    private static final Pattern CURSOR = Pattern.compile("([1-9][0-9]{0,18})/([^/!]*|!)/([^/!]*|!)");

    private static final String LOST = "!";

    /** A chain ends with the first document that is not answered for, and there are two chains: so many never come in a row. */
    private static final int MOST_FAILURES = 8;

    /** Characters that are shown of what is no place in a history. */
    private static final int MOST_SHOWN = 200;

    private HistoryReader() {}

    static AccountHistory read(CasKeyValueStore store, Account account, int most, Optional<EntryWalk.Position> from) {
        KeyReader reads = new KeyReader(store::getAll, store::get, KeyReader.Policy.untilDone(MOST_FAILURES));
        EntryWalk walk =
                from.map(position -> EntryWalk.resumed(account, position)).orElseGet(() -> EntryWalk.of(account));
        List<AccountHistory.Entry> entries = new ArrayList<>();
        while (entries.size() < most && !walk.isDone()) {
            Optional<EntryItem> item = walk.next();
            if (item.isPresent()) {
                entries.add(entry(account, item.get()));
            } else {
                Reading found = reads.read(walk.keys());
                requireOthersAnswered(store, account, found);
                walk.take(found);
            }
        }
        return new AccountHistory(
                account.id(), entries, walk.isDone() ? Optional.empty() : Optional.of(cursor(walk.position())));
    }

    /** A store that is out says so itself: only what it does not answer for while it answers for the account is missing. */
    private static void requireOthersAnswered(CasKeyValueStore store, Account account, Reading archived) {
        if (!archived.failures().isEmpty()) {
            Optional<Entry> unused = store.get(account.key());
        }
    }

    static EntryWalk.Position position(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw noCursor(cursor);
        }
        try {
            return new EntryWalk.Position(
                    Long.parseLong(matcher.group(1)), chain(matcher.group(2)), chain(matcher.group(3)));
        } catch (IllegalArgumentException e) {
            throw noCursor(cursor);
        }
    }

    private static IllegalArgumentException noCursor(String cursor) {
        return new IllegalArgumentException("\"" + Printable.of(cursor, MOST_SHOWN)
                + "\" does not say where a history goes on; take what a page gives as its next, as it is");
    }

    private static ChainPosition chain(String text) {
        return text.equals(LOST)
                ? new ChainPosition(Optional.empty(), true)
                : new ChainPosition(text.isEmpty() ? Optional.empty() : Optional.of(Ids.check("id", text)), false);
    }

    private static String cursor(EntryWalk.Position position) {
        return position.number() + "/" + text(position.purchase()) + "/" + text(position.movement());
    }

    private static String text(ChainPosition chain) {
        return chain.lost() ? LOST : chain.next().orElse("");
    }

    private static AccountHistory.Entry entry(Account account, EntryItem item) {
        if (item instanceof EntryItem.Met met) {
            return entry(met.entry());
        } else if (item instanceof EntryItem.Misnumbered surplus) {
            return entry(surplus.met().entry());
        } else if (item instanceof EntryItem.BrokenChain broken) {
            return new AccountHistory.Missing(broken.number(), broken.key(), broken.problem());
        }
        long from = ((EntryItem.NoEntry) item).from();
        return new AccountHistory.Missing(
                item.number(),
                account.key(),
                "no entry has the number " + item.number()
                        + (from < item.number() ? " or one of those down to " + from : ""));
    }

    private static AccountHistory.Entry entry(AccountEntry entry) {
        if (entry instanceof PurchaseEntry.Bought bought) {
            return new AccountHistory.Purchased(
                    bought.number(),
                    bought.purchaseId(),
                    bought.campaign(),
                    bought.slot(),
                    bought.price(),
                    bought.at());
        } else if (entry instanceof PurchaseEntry.CalledOff calledOff) {
            return new AccountHistory.CalledOff(calledOff.number(), calledOff.purchaseId(), calledOff.at());
        }
        Movement movement = (Movement) entry;
        return movement.kind() == Movement.Kind.DEPOSIT
                ? new AccountHistory.Deposited(movement.number(), movement.id(), movement.amount(), movement.at())
                : new AccountHistory.Withdrawn(movement.number(), movement.id(), movement.amount(), movement.at());
    }
}
