package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Document;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
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
 * Purchases of one campaign, by several buyers, that one thread takes one after the other: each begins with the campaign as the
 * one before has left it, so that all of them can go to the store as one chain.
 *
 * <p>It takes the steps of each {@link PurchaseDriver} and no others, and only on the straight way: whoever has to look, or waits
 * for somebody, is handed back where it stands, to go on by itself. So nobody is kept by another one's trouble.
 */
public final class CombinedPurchases {

    private CombinedPurchases() {}

    /**
     * Begins.
     *
     * @param calls at least one, all in the same campaign and of different accounts, in the order in which they came
     * @return the first step; the end names for each, in the same order, what becomes of it
     */
    public static Step<List<Handed>> begin(List<PurchaseCall> calls) {
        return new Read(List.copyOf(calls), false);
    }

    /**
     * Begins with a purchase that goes alone, on a store that takes no chains: what was read is acted on at once.
     *
     * @param call that wants to buy
     * @return the first step
     */
    public static Step<List<Handed>> alone(PurchaseCall call) {
        return new Read(List.of(call), true);
    }

    /**
     * Begins with what this node saw last of the campaign and all accounts: nothing is read as long as the campaign stands so.
     *
     * @param calls as above
     * @param campaign as last seen
     * @param accounts of the calls, as last seen, in the same order
     * @return the first step
     */
    public static Next<List<Handed>> begin(
            List<PurchaseCall> calls, Stored<Campaign> campaign, List<Stored<Account>> accounts) {
        List<Member> members = new ArrayList<>();
        for (int at = 0; at < calls.size(); at++) {
            members.add(new Member(calls.get(at), Optional.of(accounts.get(at))));
        }
        return new Purchases(campaign, List.copyOf(members), List.of()).next();
    }

    /** Reads the campaign and all accounts in one round trip; each call is bound to what was read for it. */
    record Read(List<PurchaseCall> calls, boolean isAlone) implements Step<List<Handed>> {
        @Override
        public StepName name() {
            return StepName.D0;
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withCampaign(campaign());
        }

        @Override
        public Operation operation() {
            List<String> keys = new ArrayList<>();
            keys.add(Keys.campaign(campaign()));
            calls.forEach(call -> keys.add(Keys.account(call.attempt().account())));
            return new Operation.Read(keys);
        }

        @Override
        public Next<List<Handed>> on(Answer answer) {
            Map<String, Entry> found = answer instanceof Answer.Found read ? read.entries() : Map.of();
            return campaign(found)
                    .map(campaign -> new Purchases(campaign, members(found), List.of()))
                    .map(all -> isAlone ? all.nextAtOnce() : all.next())
                    // Each finds out by itself what the matter is.
                    .orElseGet(() -> new End<>(members(found).stream()
                            .<Handed>map(member -> new Handed.Apart(member.alone()))
                            .toList()));
        }

        private String campaign() {
            return calls.get(0).attempt().campaign();
        }

        private Optional<Stored<Campaign>> campaign(Map<String, Entry> found) {
            return understood(Key.campaign(campaign()), found);
        }

        private List<Member> members(Map<String, Entry> found) {
            return calls.stream()
                    .map(call -> Member.of(
                            call, understood(Key.account(call.attempt().account()), found)))
                    .toList();
        }

        private static <D extends Document> Optional<Stored<D>> understood(Key<D> key, Map<String, Entry> found) {
            try {
                return key.in(found);
            } catch (DocumentException e) {
                return Optional.empty();
            }
        }
    }

    /** One of the purchases, that has not begun: its account as read, unless there is something the matter with it. */
    record Member(PurchaseCall call, Optional<Stored<Account>> account) {

        /** Whose account was read for it just now: an answer that was sealed after that binds it (law A10). */
        static Member of(PurchaseCall call, Optional<Stored<Account>> read) {
            return new Member(
                    read.map(account -> call.bound(account.document())).orElse(call), read);
        }

        Step<PurchaseEnd> alone() {
            return new PurchaseDriver.D0(call);
        }

        Step<PurchaseEnd> afterLostChain() {
            return account.map(read -> PurchaseDriver.afterLostChain(call, read))
                    .orElseGet(this::alone);
        }
    }

    /**
     * Who is still to be served, and what has become of the others.
     *
     * @param campaign as it stands for the next one
     * @param waiting in order
     * @param done in order
     */
    record Purchases(Stored<Campaign> campaign, List<Member> waiting, List<Handed> done) {

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
                return served(
                        PurchaseDriver.d1(first.call().bound(account.document()), Optional.of(campaign), account));
            } catch (StoreException e) {
                return apart();
            } catch (RuntimeException e) {
                // A mistake of its own caller: it meets that by itself, and nobody else hears of it.
                return passed(first.alone()).next();
            }
        }

        /** One purchase stands here: it goes on as long as it goes straight. */
        Next<List<Handed>> served(Next<PurchaseEnd> next) {
            return next instanceof Step<PurchaseEnd> step && isStraight(step)
                    ? new Serving(this, step, false)
                    : passed(next).next();
        }

        Purchases passed(Next<PurchaseEnd> next) {
            return handed(new Handed.At(next));
        }

        Purchases handed(Handed what) {
            List<Handed> all = new ArrayList<>(done);
            all.add(what);
            return new Purchases(campaign, waiting.subList(1, waiting.size()), List.copyOf(all));
        }

        Purchases on(Stored<Campaign> moved) {
            return new Purchases(moved, waiting, done);
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

    private static boolean isStraight(Step<PurchaseEnd> step) {
        Operation operation = step.operation();
        return operation instanceof Operation.Add
                || operation instanceof Operation.Swap
                || operation instanceof Operation.Expect;
    }

    /** The first of the waiting is being served. */
    record Serving(Purchases purchases, Step<PurchaseEnd> step, boolean hasWritten) implements Step<List<Handed>> {
        @Override
        public StepName name() {
            return step.name();
        }

        @Override
        public Subject subject() {
            return step.subject();
        }

        @Override
        public Operation operation() {
            return step.operation();
        }

        @Override
        public Next<List<Handed>> on(Answer answer) {
            Next<PurchaseEnd> next;
            try {
                next = step.on(answer);
            } catch (RuntimeException e) {
                return afterTrouble(e);
            }
            if (answer instanceof Answer.Unknown) {
                return purchases.handed(new Handed.Apart(next)).lost();
            }
            Purchases known = purchases.on(campaignAfter(answer));
            boolean written = hasWritten || answer instanceof Answer.Happened;
            if (next instanceof End) {
                return hasMovedCampaign(answer)
                        ? known.passed(next).nextAtOnce()
                        : known.passed(next).next();
            }
            boolean straight = !(answer instanceof Answer.Refused || answer instanceof Answer.Failed)
                    && isStraight((Step<PurchaseEnd>) next);
            if (straight) {
                return new Serving(known, (Step<PurchaseEnd>) next, written);
            }
            // Who has written may stand in the way of those who follow.
            return written ? known.passed(next).enough() : known.passed(next).next();
        }

        /** Before D2 nothing has happened, and it meets the same trouble by itself. After it nothing but a bug throws. */
        private Next<List<Handed>> afterTrouble(RuntimeException trouble) {
            if (hasWritten) {
                return purchases.lost();
            }
            return trouble instanceof StoreException
                    ? purchases.apart()
                    : purchases.passed(purchases.waiting().get(0).alone()).next();
        }

        private boolean hasMovedCampaign(Answer answer) {
            return answer instanceof Answer.Happened && moved().isPresent();
        }

        private Optional<Campaign> moved() {
            return step.operation() instanceof Operation.Swap swap && swap.document() instanceof Campaign campaign
                    ? Optional.of(campaign)
                    : Optional.empty();
        }

        private Stored<Campaign> campaignAfter(Answer answer) {
            Stored<Campaign> before = purchases.campaign();
            if (answer instanceof Answer.Happened happened) {
                return moved().map(campaign -> Stored.written(campaign, happened.version()))
                        .orElse(before);
            }
            return answer instanceof Answer.Found found
                    ? Key.campaign(before.document().id()).in(found.entries()).orElse(before)
                    : before;
        }
    }
}
