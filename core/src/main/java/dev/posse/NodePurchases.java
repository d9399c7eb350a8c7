package dev.posse;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Stored;
import dev.posse.observe.PosseEvent.Actor;
import dev.posse.purchase.Attempt;
import dev.posse.purchase.CombinedPurchases;
import dev.posse.purchase.DecidedPurchase;
import dev.posse.purchase.PurchaseCall;
import dev.posse.purchase.PurchaseDriver;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.TurnResult;
import dev.posse.step.Answer;
import dev.posse.step.Deadline;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The buyers of one node: together with others who want the same campaign where the store takes chains, else one after the other. */
final class NodePurchases {

    /** D0 or D1.archive, D2 to D6 and D5.archive: so many are room for one in a chain. */
    private static final int LINKS_OF_A_PURCHASE = 7;

    private final NodeContext node;
    private final PurchaseQueue queue;
    private final PurchasesInOrder inOrder;
    private final SettlementWalk settlement;
    private final Optional<SettlementQueue> behind;

    /** By attempt, who hears the steps of a purchase that waits for its turn or has it. */
    private final ConcurrentMap<String, PurchaseTimer> traces = new ConcurrentHashMap<>();

    NodePurchases(NodeContext node, SettlementQueue.Opening settling) {
        this.node = node;
        this.inOrder = new PurchasesInOrder(node);
        this.settlement = new SettlementWalk(node);
        this.behind = settling.open(settlement::settled);
        this.queue = new PurchaseQueue(Math.max(1, node.store().chainLength() / LINKS_OF_A_PURCHASE), this::served);
    }

    /**
     * Buys in its turn.
     *
     * @param attempt to buy
     * @param timer hears the steps that are taken for it, on whichever thread
     * @return how it ended
     */
    PurchaseEnd buy(Attempt attempt, PurchaseTimer timer) {
        Next<PurchaseEnd> next = node.store().chainLength() < LINKS_OF_A_PURCHASE
                ? inOrder.taken(attempt, timer)
                : combined(attempt, timer);
        if (next instanceof End<PurchaseEnd> end) {
            return end.result();
        }
        Next<PurchaseEnd> decided = behind.isEmpty()
                ? next
                : node.drive(next, timer, at -> DecidedPurchase.of(at).isPresent());
        Optional<DecidedPurchase> told =
                behind.flatMap(settling -> DecidedPurchase.of(decided).filter(settling::offered));
        if (told.isPresent()) {
            timer.decidedNow();
            return told.get().told();
        }
        return settlement.ended(decided, attempt.campaign(), timer);
    }

    private Next<PurchaseEnd> combined(Attempt attempt, PurchaseTimer timer) {
        Next<PurchaseEnd> next;
        traces.put(attempt.attemptId(), timer);
        try {
            next = queue.taken(attempt);
        } finally {
            traces.remove(attempt.attemptId());
        }
        if (PurchaseDriver.isUntouched(next)) {
            // It has waited for its turn, and much may have been found out meanwhile.
            node.requireSameData();
            timer.turnBegan(node.deadline());
        }
        return next;
    }

    /** Ends what this node has left of an account's sales, before its next call begins. */
    void finish(String account) {
        behind.ifPresent(settling -> settling.finish(account));
    }

    /** How many sales wait to be settled behind their answers, or are being settled. */
    int behind() {
        return behind.map(SettlementQueue::size).orElse(0);
    }

    /**
     * Waits, for a bounded time, for what is being settled behind the answers.
     *
     * @return how many sales are left to the posse
     */
    int close() {
        return behind.map(SettlementQueue::close).orElse(0);
    }

    private List<TurnResult> served(List<PurchaseCall> calls) {
        if (node.isShut()) {
            return calls.stream()
                    .<TurnResult>map(call -> new TurnResult.Apart(PurchaseDriver.begin(call)))
                    .toList();
        }
        Optional<Stored<Campaign>> campaign =
                node.memory().recent().believed(calls.get(0).attempt().campaign());
        List<Stored<Account>> accounts = calls.stream()
                .flatMap(call -> node.memory().recent().account(call.attempt().account()).stream())
                .toList();
        Deadline deadline = node.deadline();
        calls.forEach(call -> Optional.ofNullable(traces.get(call.attempt().attemptId()))
                .ifPresent(timer -> timer.turnBegan(deadline)));
        Next<List<TurnResult>> turn = node.run(
                Actor.DRIVER,
                campaign.isPresent() && accounts.size() == calls.size()
                        ? CombinedPurchases.begin(calls, campaign.get(), accounts)
                        : CombinedPurchases.begin(calls),
                this::traced,
                at -> false,
                deadline);
        return ((End<List<TurnResult>>) turn).result();
    }

    /** Each buyer's own listener hears the steps that are taken for him. */
    private void traced(Step<?> taken, Operation operation, Answer answer) {
        taken.subject().attemptId().map(traces::get).ifPresent(trace -> trace.on(taken, operation, answer));
    }
}
