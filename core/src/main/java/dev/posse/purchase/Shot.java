package dev.posse.purchase;

import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.step.Operation;
import java.util.Optional;

/**
 * The one conditional write that a lock names: add its slot, or swap it from exactly the version in {@code replaces}.
 * Anybody may fire it, any number of times; it succeeds at most once. Its driver fires it in D3 ({@link SlotClaiming}); a login
 * fires it, or a void in its place, in L1 ({@link LockResolver}).
 */
final class Shot {

    private Shot() {}

    /** Fires, with the claim that the lock describes or with a void. */
    static Operation fire(Lock lock, Slot what) {
        return lock.replaces()
                .<Operation>map(version -> new Operation.Swap(what, version))
                .orElseGet(() -> new Operation.Add(what));
    }

    /** Returns whether the shot can still succeed: the slot stands exactly as it expects (laws A2 and A2b). */
    static boolean isAlive(Lock lock, Optional<Stored<Slot>> slot) {
        return slot.map(Stored::version).equals(lock.replaces());
    }
}
