package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
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
    public static Step<List<TurnResult>> begin(List<PurchaseCall> calls) {
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
    public static Next<List<TurnResult>> begin(
            List<PurchaseCall> calls, Stored<Campaign> campaign, List<Stored<Account>> accounts) {
        List<BatchMember> members = new ArrayList<>();
        for (int at = 0; at < calls.size(); at++) {
            members.add(new BatchMember(calls.get(at), Optional.of(accounts.get(at))));
        }
        return new CombinedState(campaign, List.copyOf(members), List.of(), 0).next();
    }

    /**
     * Names the step of the one purchase that is being served.
     *
     * @param step of combined purchases, or of one that goes by itself
     * @return the step of that purchase
     */
    public static Step<?> ofOnePurchase(Step<?> step) {
        return step instanceof Serving serving ? serving.step() : step;
    }

    /** Reads the campaign and all accounts in one round trip; each call is bound to what was read for it. */
    record Read(List<PurchaseCall> calls) implements Step<List<TurnResult>> {
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
        public Next<List<TurnResult>> on(Answer answer) {
            Map<String, Entry> found = answer instanceof Answer.Found read ? read.entries() : Map.of();
            return campaign(found)
                    .map(campaign -> new CombinedState(campaign, members(found), List.of(), 0))
                    .map(CombinedState::next)
                    // Each finds out by itself what the matter is.
                    .orElseGet(() -> new End<>(members(found).stream()
                            .<TurnResult>map(member -> new TurnResult.Apart(member.alone()))
                            .toList()));
        }

        private String campaign() {
            return calls.get(0).attempt().campaign();
        }

        private Optional<Stored<Campaign>> campaign(Map<String, Entry> found) {
            return Key.campaign(campaign()).understoodIn(found);
        }

        private List<BatchMember> members(Map<String, Entry> found) {
            return calls.stream()
                    .map(call -> BatchMember.of(
                            call, Key.account(call.attempt().account()).understoodIn(found)))
                    .toList();
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
    record Serving(CombinedState purchases, Step<PurchaseEnd> step, Operation operation, boolean hasWritten)
            implements Step<List<TurnResult>> {
        @Override
        public StepName name() {
            return step.name();
        }

        @Override
        public Subject subject() {
            return step.subject();
        }

        @Override
        public Next<List<TurnResult>> on(Answer answer) {
            if (step instanceof PurchaseDriver.D0Known && answer instanceof Answer.Found found) {
                Optional<CombinedState> again = purchases.again(found.entries());
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
                return purchases.handed(new TurnResult.Apart(next)).lost();
            }
            CombinedState known = purchases.on(campaignAfter(answer));
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
        private Next<List<TurnResult>> afterTrouble(RuntimeException trouble) {
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
