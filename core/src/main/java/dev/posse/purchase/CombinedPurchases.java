package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
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
        return new Read(List.copyOf(calls));
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
        return new Purchases(campaign, List.copyOf(members), List.of(), 0).next();
    }

    /** Reads the campaign and all accounts in one round trip; each call is bound to what was read for it. */
    record Read(List<PurchaseCall> calls) implements Step<List<Handed>> {
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
                    .map(campaign -> new Purchases(campaign, members(found), List.of(), 0))
                    .map(Purchases::next)
                    // Each finds out by itself what the matter is.
                    .orElseGet(() -> new End<>(members(found).stream()
                            .<Handed>map(member -> new Handed.Apart(member.alone()))
                            .toList()));
        }

        private String campaign() {
            return calls.get(0).attempt().campaign();
        }

        private Optional<Stored<Campaign>> campaign(Map<String, Entry> found) {
            return Member.understood(Key.campaign(campaign()), found);
        }

        private List<Member> members(Map<String, Entry> found) {
            return calls.stream()
                    .map(call -> Member.of(
                            call, Member.understood(Key.account(call.attempt().account()), found)))
                    .toList();
        }
    }

    /**
     * Who is still to be served, and what has become of the others.
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
            Optional<Operation> straight = straight(next);
            return straight.isPresent()
                    ? new Serving(this, (Step<PurchaseEnd>) next, straight.get(), false)
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

    /** What a purchase asks that goes straight on; nothing of one that has to look, or is over. */
    static Optional<Operation> straight(Next<PurchaseEnd> next) {
        return next instanceof Step<PurchaseEnd> step
                ? Optional.of(step.operation())
                        .filter(operation -> operation instanceof Operation.Add
                                || operation instanceof Operation.Swap
                                || operation instanceof Operation.Expect)
                : Optional.empty();
    }

    /**
     * The first of the waiting is being served.
     *
     * @param purchases as far as they have come
     * @param step at which the first of the waiting stands
     * @param operation of the step, which is put together once
     * @param hasWritten whether something of it has happened
     */
    record Serving(Purchases purchases, Step<PurchaseEnd> step, Operation operation, boolean hasWritten)
            implements Step<List<Handed>> {
        @Override
        public StepName name() {
            return step.name();
        }

        @Override
        public Subject subject() {
            return step.subject();
        }

        @Override
        public Next<List<Handed>> on(Answer answer) {
            if (step instanceof PurchaseDriver.D0Known && answer instanceof Answer.Found found) {
                Optional<Purchases> again = purchases.again(found.entries());
                if (again.isPresent()) {
                    return again.get().next();
                }
            }
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
            Optional<Operation> straight = answer instanceof Answer.Refused || answer instanceof Answer.Failed
                    ? Optional.empty()
                    : straight(next);
            if (straight.isPresent()) {
                return new Serving(known, (Step<PurchaseEnd>) next, straight.get(), written);
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
            return operation instanceof Operation.Swap swap && swap.document() instanceof Campaign campaign
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
