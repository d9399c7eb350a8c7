package dev.posse;

import dev.posse.purchase.Attempt;
import dev.posse.purchase.LockPolicy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the calls of a node have in common.
 *
 * @param name of the node
 * @param patience from which age on a lock in the way is resolved
 * @param loginPolicy what a login does with a half-done purchase
 * @param freshIds names attempts, and purchases that were given no id
 */
record NodeSettings(String name, Duration patience, LockPolicy loginPolicy, Supplier<String> freshIds) {

    /** Begins what a request asks for, now. */
    Attempt attempt(PurchaseRequest request, NodeContext node) {
        return request.attempt(
                freshIds, name, node.now(), patience, loginPolicy, node.memory().highest()::of);
    }
}
