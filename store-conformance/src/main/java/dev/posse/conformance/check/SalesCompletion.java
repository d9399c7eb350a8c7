package dev.posse.conformance.check;

import dev.posse.conformance.report.Clause;
import dev.posse.conformance.report.ClauseBroken;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.StoreException;
import java.time.Duration;

/** Brings a workload to its end, on a node that nobody kills, and has it audited. */
final class SalesCompletion {

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final SalesWorkload workload;
    private final SellingNode node;
    private final SalesAudit audit;

    private SalesCompletion(SalesWorkload workload, SellingNode node) {
        this.workload = workload;
        this.node = node;
        this.audit = new SalesAudit(workload, node.posse());
    }

    static void completeAndAudit(CheckContext context, SalesWorkload workload) throws Exception {
        try (SellingNode node = workload.wholeNode()) {
            new SalesCompletion(workload, node).run(context);
        }
    }

    /** Resolves every account, buys what is left, asks for what was not answered, waits for the posse; then the audit. */
    private void run(CheckContext context) throws Exception {
        long started = System.nanoTime();
        logInAll();
        awaitPosse();
        context.figure("recovery and login ms", (System.nanoTime() - started) / 1_000_000);
        buyWhatIsLeft();
        workload.buyers().forEach((purchaseId, account) -> {
            PurchaseOutcome known = workload.answers().get(purchaseId);
            if (known == null || known instanceof PurchaseOutcome.InDoubt) {
                workload.answers().put(purchaseId, node.posse().outcome(account, purchaseId));
            }
        });
        logInAll();
        awaitPosse();
        audit.audit(context);
    }

    /** With nobody else at work each round sells a slot, or finds that none is left, or that the account has no money. */
    private void buyWhatIsLeft() throws Exception {
        int accounts = workload.accounts().size();
        for (String campaign : workload.campaigns()) {
            boolean soldOut = false;
            int rounds = accounts * workload.capacity();
            for (int round = 0; round < rounds && !soldOut && workload.alarms().isEmpty(); round++) {
                String account = workload.accounts().get(round % accounts);
                soldOut = workload.buy(node, account, campaign, "late-" + campaign + "-" + round);
                awaitPosse();
            }
        }
    }

    /**
     * Waits until the campaigns have been moved past every claim; the audit says it when they were not. After an alarm the
     * campaign is stopped, and nobody moves it.
     */
    private void awaitPosse() throws InterruptedException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (workload.alarms().isEmpty() && audit.unsettled().isPresent() && System.nanoTime() < end) {
            // The posse patrols some ten times a second.
            Thread.sleep(10);
        }
    }

    private void logInAll() {
        workload.accounts().forEach(this::logIn);
    }

    private void logIn(String account) {
        LoginOutcome outcome = new LoginOutcome.UnknownAccount();
        for (int attempt = 0; attempt < CheckContext.TRIES; attempt++) {
            try {
                outcome = node.posse().login(account);
                if (!(outcome instanceof LoginOutcome.Unresolved)) {
                    return;
                }
            } catch (StoreException e) {
                // On a whole connection this passes, or the last outcome tells.
                outcome = new LoginOutcome.Unresolved("", "", String.valueOf(e.getMessage()));
            }
        }
        throw new ClauseBroken(Clause.PROTOCOL, "the login of " + account + " ends with " + outcome);
    }
}
