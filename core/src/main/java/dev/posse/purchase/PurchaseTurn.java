package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Slot;
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
 * A purchase on a store that takes no chains, while nobody else of its node claims a slot of its campaign: D0 to D3. Then it is known
 * who has the slot, and the next one may begin; the sale is settled behind its back.
 *
 * <p>So the campaign may not say yet that the slot before is claimed. Its node has heard so, and that one is read again, with the
 * campaign: only what was read in this call is evidence enough to claim the slot above (law A7).
 *
 * <p>It takes the steps of a {@link PurchaseDriver} and no others, and only on the straight way: whoever has to look, or waits for
 * somebody, is handed back where he stands, to go on by himself.
 */
public final class PurchaseTurn {

    private PurchaseTurn() {}

    /**
     * Begins.
     *
     * @param call that wants to buy
     * @param claimed a slot of the campaign that is claimed, as its node believes; 0 if it knows of none that the campaign does not
     * @return the first step
     */
    public static Step<TurnResult> begin(PurchaseCall call, long claimed) {
        return new Read(call, claimed);
    }

    /** Reads the campaign and the account, and the slot that should be claimed, in one round trip. */
    record Read(PurchaseCall call, long claimed) implements Step<TurnResult> {
        @Override
        public StepName name() {
            return StepName.D0;
        }

        @Override
        public Subject subject() {
            return call.attempt().subject();
        }

        @Override
        public Operation operation() {
            List<String> keys = new ArrayList<>();
            keys.add(Keys.campaign(call.attempt().campaign()));
            keys.add(Keys.account(call.attempt().account()));
            if (claimed > 0) {
                keys.add(Keys.slot(call.attempt().campaign(), claimed));
            }
            return new Operation.Read(keys);
        }

        @Override
        public Next<TurnResult> on(Answer answer) {
            Map<String, Entry> found = answer instanceof Answer.Found read ? read.entries() : Map.of();
            Optional<Stored<Campaign>> campaign =
                    WaitingPurchase.understood(Key.campaign(call.attempt().campaign()), found);
            Optional<Stored<Account>> account =
                    WaitingPurchase.understood(Key.account(call.attempt().account()), found);
            PurchaseCall bound =
                    account.map(read -> call.bound(read.document())).orElse(call);
            if (campaign.isEmpty()) {
                // It finds out by itself what the matter is.
                return new End<>(new TurnResult.Apart(PurchaseDriver.begin(bound)));
            } else if (account.isEmpty()) {
                return new End<>(new TurnResult.At(PurchaseDriver.begin(bound)));
            }
            return decided(isClaimed(found) ? bound.behind(claimed) : bound, campaign.get(), account.get());
        }

        private boolean isClaimed(Map<String, Entry> found) {
            return claimed > 0
                    && WaitingPurchase.understood(Key.slot(call.attempt().campaign(), claimed), found)
                            .filter(slot -> isClaim(slot.document()))
                            .isPresent();
        }

        private static boolean isClaim(Slot slot) {
            return slot instanceof Claim;
        }

        private static Next<TurnResult> decided(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account) {
            try {
                return goingOn(PurchaseDriver.d1(call, Optional.of(campaign), account), account, call, false);
            } catch (StoreException e) {
                return new End<>(new TurnResult.Apart(PurchaseDriver.begin(call)));
            } catch (RuntimeException e) {
                // A mistake of its own caller: it meets that by itself, and nobody else hears of it.
                return new End<>(new TurnResult.At(PurchaseDriver.begin(call)));
            }
        }
    }

    private static Next<TurnResult> goingOn(
            Next<PurchaseEnd> next, Stored<Account> account, PurchaseCall call, boolean hasWritten) {
        boolean isDecided = next instanceof Step<PurchaseEnd> step && PurchaseDriver.isSettlingItsSale(step);
        Optional<Operation> straight = isDecided ? Optional.empty() : CombinedPurchases.straight(next);
        return straight.isPresent()
                ? new Taking((Step<PurchaseEnd>) next, straight.get(), account, call, hasWritten)
                : new End<>(new TurnResult.At(next));
    }

    /**
     * It goes straight on.
     *
     * @param step where it stands
     * @param operation of the step, which is put together once
     * @param account as read
     * @param call as it was when it had read
     * @param hasWritten whether something of it has happened
     */
    record Taking(
            Step<PurchaseEnd> step, Operation operation, Stored<Account> account, PurchaseCall call, boolean hasWritten)
            implements Step<TurnResult> {
        @Override
        public StepName name() {
            return step.name();
        }

        @Override
        public Subject subject() {
            return step.subject();
        }

        @Override
        public Next<TurnResult> on(Answer answer) {
            Next<PurchaseEnd> next;
            try {
                next = step.on(answer);
            } catch (RuntimeException e) {
                return new End<>(afterTrouble(e));
            }
            if (answer instanceof Answer.Unknown) {
                return new End<>(new TurnResult.Apart(next));
            }
            return answer instanceof Answer.Refused || answer instanceof Answer.Failed
                    ? new End<>(new TurnResult.At(next))
                    : goingOn(next, account, call, hasWritten || answer instanceof Answer.Happened);
        }

        /** Before D2 nothing has happened, and it meets the same trouble by itself. After it nothing but a bug throws. */
        private TurnResult afterTrouble(RuntimeException trouble) {
            if (hasWritten) {
                return new TurnResult.Apart(PurchaseDriver.afterLostChain(call, account));
            }
            return trouble instanceof StoreException
                    ? new TurnResult.Apart(PurchaseDriver.begin(call))
                    : new TurnResult.At(PurchaseDriver.begin(call));
        }
    }
}
