package dev.posse;

import dev.posse.document.Lock;
import dev.posse.observe.PosseEvent;
import dev.posse.observe.PosseEvent.LockResolved.How;
import dev.posse.observe.Subject;
import dev.posse.outcome.LoginOutcome;
import dev.posse.purchase.Resolution;
import dev.posse.purchase.Subjects;
import java.util.Optional;

/** Says in the front door's words what a login found out. */
final class Outcomes {

    private Outcomes() {}

    static LoginOutcome of(Resolution resolution) {
        if (resolution instanceof Resolution.Sold sold) {
            return new LoginOutcome.Purchased(
                    sold.claim().purchaseId(),
                    sold.claim().campaign(),
                    sold.claim().slot(),
                    sold.claim().price());
        } else if (resolution instanceof Resolution.Cleared cleared) {
            return new LoginOutcome.Released(
                    cleared.lock().purchaseId(), cleared.lock().campaign());
        } else if (resolution instanceof Resolution.Stuck stuck) {
            return new LoginOutcome.Unresolved(
                    stuck.lock().purchaseId(), stuck.lock().campaign(), stuck.why());
        }
        return resolution instanceof Resolution.NoAccount
                ? new LoginOutcome.UnknownAccount()
                : new LoginOutcome.Clean();
    }

    static Optional<PosseEvent> event(String node, String account, Resolution resolution) {
        if (resolution instanceof Resolution.Sold sold) {
            return Optional.of(new PosseEvent.LockResolved(node, Subjects.of(sold.claim()), How.SOLD));
        } else if (resolution instanceof Resolution.Cleared cleared) {
            return Optional.of(new PosseEvent.LockResolved(node, subject(account, cleared.lock()), How.CLEARED));
        } else if (resolution instanceof Resolution.Stuck stuck) {
            return Optional.of(new PosseEvent.LockResolved(node, subject(account, stuck.lock()), How.STUCK));
        }
        return Optional.empty();
    }

    private static Subject subject(String account, Lock lock) {
        return Subjects.of(lock.claim(account));
    }
}
