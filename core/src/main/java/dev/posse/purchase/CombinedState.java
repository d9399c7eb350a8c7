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
record CombinedState(Stored<Campaign> campaign, List<BatchMember> waiting, List<TurnResult> done, int overtaken) {

    /** Serves the next one, who expects the campaign as it was read. */
    Next<List<TurnResult>> next() {
        if (waiting.isEmpty()) {
            return new End<>(done);
        }
        BatchMember first = waiting.get(0);
        return first.account()
                .map(account -> served(new PurchaseDriver.D0Known(first.call(), campaign, account)))
                .orElseGet(() -> passed(first.alone()).next());
    }

    /** Serves the next one, for whom the campaign is as a write of this moment has left it. */
    Next<List<TurnResult>> nextAtOnce() {
        if (waiting.isEmpty() || waiting.get(0).account().isEmpty()) {
            return next();
        }
        BatchMember first = waiting.get(0);
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
    Next<List<TurnResult>> served(Next<PurchaseEnd> next) {
        Optional<Operation> straight = CombinedPurchases.straight(next);
        return straight.isPresent()
                ? new CombinedPurchases.Serving(this, (Step<PurchaseEnd>) next, straight.get(), false)
                : passed(next).next();
    }

    CombinedState passed(Next<PurchaseEnd> next) {
        return handed(new TurnResult.At(next));
    }

    CombinedState handed(TurnResult what) {
        List<TurnResult> all = new ArrayList<>(done);
        all.add(what);
        return new CombinedState(campaign, waiting.subList(1, waiting.size()), List.copyOf(all), overtaken);
    }

    CombinedState on(Stored<Campaign> moved) {
        return new CombinedState(moved, waiting, done, overtaken);
    }

    /**
     * Begins again with what was read, if somebody of another node was faster: nothing was written yet, and a chain that is
     * refused at its beginning costs less than one that has locked an account.
     *
     * @return empty if nobody was, or if it has been so too often
     */
    Optional<CombinedState> again(Map<String, Entry> found) {
        BatchMember first = waiting.get(0);
        Optional<Stored<Campaign>> now = Key.campaign(campaign.document().id()).understoodIn(found);
        Optional<Stored<Account>> account =
                Key.account(first.call().attempt().account()).understoodIn(found);
        if (overtaken == Bounds.ROUNDS
                || now.isEmpty()
                || account.isEmpty()
                || now.get().version().equals(campaign.version())) {
            return Optional.empty();
        }
        List<BatchMember> all = new ArrayList<>(waiting);
        all.set(0, BatchMember.of(first.call(), account));
        return Optional.of(new CombinedState(now.get(), List.copyOf(all), done, overtaken + 1));
    }

    /** The store, or the data set, is in trouble: each of them finds out by itself, at the same time as the others. */
    Next<List<TurnResult>> apart() {
        return ended(member -> new TurnResult.Apart(member.alone()));
    }

    /** Those who have not begun are to be served another time. */
    Next<List<TurnResult>> enough() {
        return ended(member -> new TurnResult.NotBegun(member.call()));
    }

    /** Writes of those who have not begun may be in flight, behind the one of which nobody knows. */
    Next<List<TurnResult>> lost() {
        return ended(member -> new TurnResult.Apart(member.afterLostChain()));
    }

    private Next<List<TurnResult>> ended(Function<BatchMember, TurnResult> what) {
        return new End<>(
                Stream.concat(done.stream(), waiting.stream().map(what)).toList());
    }
}
