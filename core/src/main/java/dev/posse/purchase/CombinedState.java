package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import dev.posse.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@link CombinedPurchases} under way: who is still to be served, and what has become of the others.
 *
 * @param campaign as it stands for the next one
 * @param waiting in order
 * @param done in order
 * @param overtaken how often others have moved the campaign before a chain came
 */
record Purchases(Stored<Campaign> campaign, List<Member> waiting, List<Handed> done, int overtaken) {

    /** Serves the next one, who expects the campaign as it was read. */
    Next<List<Handed>> next() {
        if (waiting.isEmpty()) {
            return new End<>(done);
        }
        Member first = waiting.get(0);
        return first.account()
                .map(account -> served(new PurchaseDriver.D0Known(first.call(), campaign, account)))
                .orElseGet(() -> passed(first.alone()).next());
    }

    /** Serves the next one, for whom the campaign is as a write of this moment has left it. */
    Next<List<Handed>> nextAtOnce() {
        if (waiting.isEmpty() || waiting.get(0).account().isEmpty()) {
            return next();
        }
        Member first = waiting.get(0);
        Stored<Account> account = first.account().get();
        try {
            return served(PurchaseDriver.d1(first.call().bound(account.document()), Optional.of(campaign), account));
        } catch (StoreException e) {
            return apart();
        } catch (RuntimeException e) {
            // A mistake of its own caller: it meets that by itself, and nobody else hears of it.
            return passed(first.alone()).next();
        }
    }

    /** One purchase stands here: it goes on as long as it goes straight. */
    Next<List<Handed>> served(Next<PurchaseEnd> next) {
        Optional<Operation> straight = CombinedPurchases.straight(next);
        return straight.isPresent()
                ? new CombinedPurchases.Serving(this, (Step<PurchaseEnd>) next, straight.get(), false)
                : passed(next).next();
    }

    Purchases passed(Next<PurchaseEnd> next) {
        return handed(new Handed.At(next));
    }

    Purchases handed(Handed what) {
        List<Handed> all = new ArrayList<>(done);
        all.add(what);
        return new Purchases(campaign, waiting.subList(1, waiting.size()), List.copyOf(all), overtaken);
    }

    Purchases on(Stored<Campaign> moved) {
        return new Purchases(moved, waiting, done, overtaken);
    }

    /**
     * Begins again with what was read, if somebody of another node was faster: nothing was written yet, and a chain that is
     * refused at its beginning costs less than one that has locked an account.
     *
     * @return empty if nobody was, or if it has been so too often
     */
    Optional<Purchases> again(Map<String, Entry> found) {
        Member first = waiting.get(0);
        Optional<Stored<Campaign>> now =
                Member.understood(Key.campaign(campaign.document().id()), found);
        Optional<Stored<Account>> account =
                Member.understood(Key.account(first.call().attempt().account()), found);
        if (overtaken == Bounds.ROUNDS
                || now.isEmpty()
                || account.isEmpty()
                || now.get().version().equals(campaign.version())) {
            return Optional.empty();
        }
        List<Member> all = new ArrayList<>(waiting);
        all.set(0, Member.of(first.call(), account));
        return Optional.of(new Purchases(now.get(), List.copyOf(all), done, overtaken + 1));
    }

    /** The store, or the data set, is in trouble: each of them finds out by itself, at the same time as the others. */
    Next<List<Handed>> apart() {
        return ended(member -> new Handed.Apart(member.alone()));
    }

    /** Those who have not begun are to be served another time. */
    Next<List<Handed>> enough() {
        return ended(member -> new Handed.NotBegun(member.call()));
    }

    /** Writes of those who have not begun may be in flight, behind the one of which nobody knows. */
    Next<List<Handed>> lost() {
        return ended(member -> new Handed.Apart(member.afterLostChain()));
    }

    private Next<List<Handed>> ended(Function<Member, Handed> what) {
        return new End<>(
                Stream.concat(done.stream(), waiting.stream().map(what)).toList());
    }
}
