package dev.posse;

import dev.posse.dataset.IncarnationGuard;
import dev.posse.dataset.NodeMemory;
import dev.posse.document.Ids;
import dev.posse.document.Incarnation;
import dev.posse.observe.NodeStatus.Fence;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.patrol.NodePatrols;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.LockPolicy;
import dev.posse.purchase.LockResolver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.PurchaseQuery;
import dev.posse.purchase.Resolution;
import dev.posse.step.Answer;
import dev.posse.step.Deadline;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import dev.posse.step.StepRunner;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.DataLossException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the parts of the front door share: the store, the runner, the guard, and what this node knows of the data set. */
final class NodeContext {

    private final CasKeyValueStore store;
    private final StepRunner runner;
    private final IncarnationGuard guard;
    private final NodeMemory memory;
    private final NodePatrols patrols;
    private final InstantSource clock;
    private final NodePurchases purchases;
    private volatile long written = System.nanoTime() - TimeUnit.HOURS.toNanos(1);

    NodeContext(
            CasKeyValueStore store,
            StepRunner runner,
            IncarnationGuard guard,
            NodeMemory memory,
            NodePatrols patrols,
            InstantSource clock) {
        this(store, runner, guard, memory, patrols, clock, SettlementQueue.Opening.NONE);
    }

    NodeContext(
            CasKeyValueStore store,
            StepRunner runner,
            IncarnationGuard guard,
            NodeMemory memory,
            NodePatrols patrols,
            InstantSource clock,
            SettlementQueue.Opening settling) {
        this.store = store;
        this.runner = runner;
        this.guard = guard;
        this.memory = memory;
        this.patrols = patrols;
        this.clock = clock;
        this.purchases = new NodePurchases(this, settling);
    }

    /** The time as documents state it: in whole milliseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    CasKeyValueStore store() {
        return store;
    }

    /** What this node has told and seen; whoever tells a caller of a sale or a booking notes it here. */
    NodeMemory memory() {
        return memory;
    }

    NodePatrols patrols() {
        return patrols;
    }

    <R> R run(Actor actor, Next<R> start) {
        return run(actor, start, (taken, operation, answer) -> {});
    }

    <R> R run(Actor actor, Next<R> start, StepRunner.StepListener trace) {
        return ((End<R>) run(actor, start, trace, next -> false)).result();
    }

    <R> Next<R> run(Actor actor, Next<R> start, StepRunner.StepListener trace, Predicate<Next<R>> until) {
        return run(actor, start, trace, until, deadline());
    }

    /** Runs a driver on, within what is left of its call's time. */
    <R> Next<R> drive(Next<R> start, PurchaseTimer timer, Predicate<Next<R>> until) {
        return run(Actor.DRIVER, start, timer, until, timer.deadline());
    }

    /** When the time of a call that begins now is over. */
    Deadline deadline() {
        return runner.deadline();
    }

    <R> Next<R> run(
            Actor actor, Next<R> start, StepRunner.StepListener trace, Predicate<Next<R>> until, Deadline deadline) {
        LastStep last = new LastStep();
        try {
            return UnreadableDocumentException.understood(() -> runner.run(
                    actor,
                    start,
                    (taken, operation, answer) -> {
                        memory.highest().on(taken, operation, answer);
                        memory.recent().on(taken, operation, answer);
                        memory.fullPages().on(taken, operation, answer);
                        memory.slots().on(taken, operation, answer);
                        last.heard(taken, answer);
                        if (answer instanceof Answer.Happened) {
                            written = System.nanoTime();
                        }
                        trace.on(taken, operation, answer);
                    },
                    until,
                    deadline));
        } catch (DataLossException e) {
            lost(last, e);
            throw e;
        }
    }

    /** The campaign of which the last step spoke, if the store has answered it. */
    private static final class LastStep {

        private Optional<Step<?>> answered = Optional.empty();

        private void heard(Step<?> taken, Answer answer) {
            answered = answer instanceof Answer.Failed ? Optional.empty() : Optional.of(taken);
        }

        private Optional<String> campaign() {
            return answered.flatMap(step -> step.subject().campaign());
        }
    }

    /** What a step says by itself is about its campaign (law A12); what the store says is about everything. */
    private void lost(LastStep last, DataLossException loss) {
        if (guard.reason().isEmpty()) {
            last.campaign().ifPresentOrElse(id -> patrols.fellBack(id, loss), () -> patrols.lost(loss));
        }
    }

    /** Buys in its turn. */
    PurchaseEnd buy(Attempt attempt, PurchaseTimer timer) {
        return purchases.buy(attempt, timer);
    }

    /** Ends what this node has left of an account's sales: its next call must not meet them as somebody else's. */
    void finish(String account) {
        purchases.finish(account);
    }

    /** Ends what is being settled behind the answers, and tells how many sales are left to the posse. */
    int close() {
        return purchases.close();
    }

    /** Resolves what stands in an account's way. */
    Resolution login(String account, LockPolicy policy, String name) {
        Objects.requireNonNull(account, "account");
        requireSameData();
        finish(Ids.check("account id", account));
        return run(
                Actor.LOGIN,
                LockResolver.resolve(new LockResolver.Request(
                        account, policy, Optional.empty(), name, now(), memory.highest()::of)));
    }

    /** Finds out what became of a purchase; what stands in another data set says nothing. */
    PurchaseOutcome outcome(String account, String purchaseId, String name) {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(purchaseId, "purchaseId");
        return notSameData()
                .<PurchaseOutcome>map(why -> new PurchaseOutcome.InDoubt(
                        Ids.check("purchase id", purchaseId), "Nobody knows what became of it: " + why))
                .orElseGet(() -> ask(account, purchaseId, LockPolicy.COMPLETE, name));
    }

    /** Finds out what became of a purchase, or calls it off. */
    PurchaseOutcome ask(String account, String purchaseId, LockPolicy policy, String name) {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(purchaseId, "purchaseId");
        requireSameData();
        finish(Ids.check("account id", account));
        PurchaseQuery.Query question = new PurchaseQuery.Query(
                account, Ids.check("purchase id", purchaseId), policy, name, now(), memory.highest()::of);
        return ended(account, run(Actor.LOGIN, PurchaseQuery.ask(question)));
    }

    /**
     * What the caller hears. From now on this node stands for a sale: its patrols look whether the claim is still there, and
     * end what was left to them.
     */
    PurchaseOutcome ended(String account, PurchaseEnd end) {
        end.leftToPosse().forEach(sale -> patrols.left(sale.campaign(), sale.slot()));
        if (end.outcome() instanceof PurchaseOutcome.Purchased sold) {
            memory.sales()
                    .sold(
                            sold.campaign(),
                            sold.slot(),
                            account,
                            sold.purchaseId(),
                            memory.recent().takeClaimVersion(sold.campaign(), sold.slot()));
        }
        return end.outcome();
    }

    /** What the caller of a login hears; a login settles the account and leaves the campaign to the patrols. */
    LoginOutcome resolved(String account, Resolution resolution) {
        LoginOutcome outcome = Outcomes.of(resolution);
        if (outcome instanceof LoginOutcome.Purchased sold) {
            patrols.left(sold.campaign(), sold.slot());
            memory.sales().sold(sold.campaign(), sold.slot(), account, sold.purchaseId());
        }
        return outcome;
    }

    /** A fresh read, for what happens rarely: opening accounts, creating campaigns. */
    void requireIncarnation() {
        requireSameData();
        Incarnation unused = DataSet.incarnation(store);
    }

    /** What patrols and purchases have seen, for what happens often. */
    void requireSameData() {
        notSameData().ifPresent(why -> {
            throw new DataLossException("Nothing is sold, booked, opened or created: " + why);
        });
    }

    /** Why this node sells nothing, if it has found that its data set is another one. */
    Optional<Fence> fence() {
        return guard.fence();
    }

    /** How a data set with this incarnation differs from the one that the node was opened on. */
    Optional<Fence> difference(Optional<Incarnation> read) {
        return guard.fence(read, Optional.empty());
    }

    /** How long ago a call on this node has last written something; an hour, or more, if none has. */
    Duration sinceWrite() {
        return Duration.ofNanos(System.nanoTime() - written);
    }

    /** How many sales wait to be settled behind their answers. */
    int behind() {
        return purchases.behind();
    }

    /** Whether this node has found that its data set is another one. */
    boolean isShut() {
        return guard.reason().isPresent();
    }

    /** Why nothing of this data set is to be believed, and for how long. */
    Optional<String> notSameData() {
        return guard.reason()
                .map(why ->
                        why + "; this stays so until the data set is confirmed, with Posse.confirm(store) or ./posse"
                                + " confirm");
    }
}
