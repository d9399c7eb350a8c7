package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.DocumentException;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Doubt;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.store.StoreException;
import java.util.Optional;

/**
 * D1.slot: what stands where the next slot goes could not be read a moment ago, and whoever locks his account for it stays locked for as
 * long: nobody knows whether it is his claim. So it is looked at before the lock, and a purchase that cannot be is refused for certain.
 *
 * <p>A purchase of a node that knows of no trouble does not look: it would be a read of every sale for the sake of what never happens.
 */
final class SlotLook {

    private SlotLook() {}

    /** Goes on with D2, at once where the node knows of no trouble with the slot. */
    static Next<PurchaseEnd> ahead(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, Lock lock) {
        return call.attempt().trouble().isAt(lock.campaign(), lock.slot())
                ? new D1Slot(call, campaign, account, lock)
                : AccountLocking.begin(call, campaign, account, lock);
    }

    /** Reads the slot that the purchase would aim at. */
    record D1Slot(PurchaseCall call, Stored<Campaign> campaign, Stored<Account> account, Lock lock)
            implements PurchaseDriver.DriverStep {
        @Override
        public StepName name() {
            return StepName.D1_SLOT;
        }

        @Override
        public Subject subject() {
            return call.attempt().subject(lock);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.slot(lock));
        }

        @Override
        public Next<PurchaseEnd> on(Answer answer) {
            try {
                Optional<Stored<Slot>> unused = Key.slot(lock).in(answer.found());
            } catch (StoreException | DocumentException e) {
                if (call.doubt() == Doubt.SENT) {
                    return call.inDoubt(String.valueOf(e.getMessage()));
                }
                throw e;
            }
            return AccountLocking.begin(call, campaign, account, lock);
        }
    }
}
