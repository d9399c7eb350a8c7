package dev.posse;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.DocumentException;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.recovery.IncarnationGuard;
import dev.posse.recovery.NodePatrols;
import dev.posse.step.Next;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What the parts of the front door share: the store, the runner, the fence. */
final class NodeContext {

    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final IncarnationGuard fence;
    private final NodePatrols posse;
    private final InstantSource clock;

    NodeContext(
            CasKeyValueStore store, StepRunner runner, IncarnationGuard fence, NodePatrols posse, InstantSource clock) {
        this.store = store;
        this.runner = runner;
        this.fence = fence;
        this.posse = posse;
        this.clock = clock;
    }

    /** The time as documents state it: in whole milliseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    CasKeyValueStore store() {
        return store;
    }

    <R> R run(Actor actor, Next<R> start) {
        return run(actor, start, (taken, answer) -> {});
    }

    <R> R run(Actor actor, Next<R> start, StepRunner.StepListener trace) {
        Leftovers leftovers = new Leftovers();
        try {
            return understood(() -> runner.run(actor, start, (taken, answer) -> {
                leftovers.on(taken, answer);
                trace.on(taken, answer);
            }));
        } finally {
            leftovers.forEach(posse::left);
        }
    }

    /** Users know no documents, and hear of one that cannot be read in the front door's words. */
    static <R> R understood(Supplier<R> reading) {
        try {
            return reading.get();
        } catch (DocumentException e) {
            throw new UnreadableDocumentException(e);
        }
    }

    void wake(String campaign) {
        posse.wake(campaign);
    }

    void suspect(Claim claim) {
        posse.suspect(claim.campaign(), claim.slot());
    }

    /** From now on this node stands for it: its patrols look whether the claim is still there. */
    void told(String account, PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            posse.sold(sold.campaign(), sold.slot(), account, sold.purchaseId());
        }
    }

    /** Likewise for an account that was opened. */
    void toldOpened(String account) {
        posse.opened(account);
    }

    /** Likewise for a deposit or withdrawal. */
    void toldBooked(Account account, String movementId) {
        posse.booked(account, movementId);
    }

    /** A fresh read, for what happens rarely: opening accounts, creating campaigns. */
    void requireIncarnation() {
        requireSameData();
        StoreSetup.incarnation(store);
    }

    /** What the patrols have seen, for what happens often. */
    void requireSameData() {
        fence.reason().ifPresent(why -> {
            throw new DataLossException("Nothing is sold, opened or created: " + why);
        });
    }
}
