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
 * A purchase on a store that takes no chains, of a node whose buyers claim the slots of a campaign one after the other: D0, after which it
 * is the driver's.
 *
 * <p>The campaign may not say yet that the slots before are claimed. Its node has heard so, and the highest of them is read again, with
 * the campaign: only what was read in this call is evidence enough to claim the slot above (law A7).
 */
public final class FrontierRead {

    private FrontierRead() {}

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
                    Key.campaign(call.attempt().campaign()).understoodIn(found);
            Optional<Stored<Account>> account =
                    Key.account(call.attempt().account()).understoodIn(found);
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
                    && Key.slot(call.attempt().campaign(), claimed)
                            .understoodIn(found)
                            .filter(slot -> isClaim(slot.document()))
                            .isPresent();
        }

        private static boolean isClaim(Slot slot) {
            return slot instanceof Claim;
        }

        private static Next<TurnResult> decided(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account) {
            try {
                return new End<>(new TurnResult.At(PurchaseDriver.d1(call, Optional.of(campaign), account)));
            } catch (StoreException e) {
                return new End<>(new TurnResult.Apart(PurchaseDriver.begin(call)));
            } catch (RuntimeException e) {
                // A mistake of its own caller: it meets that by itself.
                return new End<>(new TurnResult.At(PurchaseDriver.begin(call)));
            }
        }
    }
}
