package dev.posse.recovery;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.document.Transaction;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.purchase.Settled;
import dev.posse.purchase.Settlement;
import dev.posse.purchase.Subjects;
import dev.posse.purchase.TotalFailure;
import dev.posse.recovery.Patrol.Ending;
import dev.posse.recovery.Patrol.Finished;
import dev.posse.recovery.Patrol.PatrolStep;
import dev.posse.recovery.Patrol.Report;
import dev.posse.recovery.RecoveryTree.Branch;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** R3 to R3b.ii: a claim that was given its grace and is unsettled; finished as the documents say, or an alarm. */
final class SaleRecovery {

    private SaleRecovery() {}

    static Step<Report> begin(PatrolProgress progress, Stored<Campaign> campaign, Stored<Slot> claim) {
        return new R3(progress, campaign, claim);
    }

    /** Reads transaction and account, after the claim. */
    record R3(PatrolProgress progress, Stored<Campaign> campaign, Stored<Slot> slot) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R3;
        }

        @Override
        public Subject subject() {
            return Subjects.of(claim());
        }

        Claim claim() {
            return (Claim) slot.document();
        }

        private Key<Transaction> transactionKey() {
            return Key.transaction(claim().campaign(), claim().slot());
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(transactionKey(), Key.account(claim().account()));
        }

        @Override
        public Next<Report> on(Answer answer) {
            Map<String, Entry> found = answer.found();
            Optional<Stored<Transaction>> transaction = transactionKey().in(found);
            Optional<Stored<Account>> account = Key.account(claim().account()).in(found);
            Branch branch =
                    RecoveryTree.decide(claim(), transaction.map(Stored::document), account.map(Stored::document));
            Optional<Stored<Campaign>> known = Optional.of(campaign);
            return switch (branch) {
                case MOVE_CAMPAIGN -> finish(branch, Settlement.fromCampaign(request(), known));
                case DEBIT -> finish(branch, Settlement.fromDebit(request(), account.orElseThrow(), known));
                case RECORD -> finish(branch, Settlement.fromTransaction(request(), account.orElseThrow(), known));
                case LOOK_AGAIN -> new R3bLook(progress, this, found);
                default -> alarm(branch, found);
            };
        }

        private Settlement.Request request() {
            return new Settlement.Request(
                    claim(),
                    Settlement.Extent.CAMPAIGN,
                    progress.target().node(),
                    progress.target().now());
        }

        private Next<Report> finish(Branch branch, Next<Settled> settlement) {
            return NestedStep.of(settlement, new AfterSettlement(progress, new Finished(branch, claim())));
        }

        Next<Report> alarm(Branch branch, Map<String, Entry> found) {
            Map<String, String> everything = new HashMap<>();
            found.forEach((key, entry) -> everything.put(key, entry.toString()));
            everything.put(campaign.document().key(), campaign.entry().toString());
            everything.put(slot.document().key(), slot.entry().toString());
            String finding = switch (branch) {
                case ABSENT_ACCOUNT -> "The account that bought the slot is absent";
                case OTHER_FACTS -> "The transaction of the slot states other facts than its claim";
                default -> "The slot is sold, has no transaction, and its buyer's account bears no lock for it";
            };
            return NestedStep.of(
                    TotalFailure.raise(subject(), campaign.document().id(), finding, everything),
                    new AfterAlarm(progress));
        }
    }

    /** Reads the transaction once more, after the account: it must be there now. */
    record R3bLook(PatrolProgress progress, R3 before, Map<String, Entry> found) implements PatrolStep {
        @Override
        public StepName name() {
            return StepName.R3B_I;
        }

        @Override
        public Subject subject() {
            return before.subject();
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(before.transactionKey());
        }

        @Override
        public Next<Report> on(Answer answer) {
            Optional<Stored<Transaction>> transaction = before.transactionKey().in(answer.found());
            Branch branch = RecoveryTree.decideAgain(transaction.map(Stored::document));
            return branch.isTotalFailure() ? before.alarm(branch, found) : progress.end(Ending.SOMEBODY_AT_WORK);
        }
    }

    /** Goes on with the next slot. */
    record AfterSettlement(PatrolProgress progress, Finished sale) implements NestedStep.Continuation<Settled, Report> {
        @Override
        public Next<Report> with(Settled settled) {
            if (settled instanceof Settled.Complete) {
                return new Patrol.R0(progress.with(sale), sale.claim().slot());
            }
            return progress.end(settled instanceof Settled.Broken ? Ending.ALARM : Ending.UNFINISHED);
        }
    }

    /** Ends. */
    record AfterAlarm(PatrolProgress progress) implements NestedStep.Continuation<Settled, Report> {
        @Override
        public Next<Report> with(Settled settled) {
            return progress.end(Ending.ALARM);
        }
    }
}
