package dev.posse.recovery;

import static dev.posse.fixture.Mutation.instead;

import dev.posse.document.Account;
import dev.posse.document.Key;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Stored;
import dev.posse.fixture.Mutation;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.purchase.Settlement;
import dev.posse.purchase.SettlementMutations;
import dev.posse.recovery.Patrol.R0;
import dev.posse.recovery.Patrol.Report;
import dev.posse.recovery.RecoveryTree.Branch;
import dev.posse.recovery.SaleRecovery.R3;
import dev.posse.recovery.SaleRecovery.R3bLook;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Wrong variants of the patrol, each without one law. */
public final class PatrolMutations {

    private PatrolMutations() {}

    /** A1: "locked and pointing at the slot" compares slot numbers. */
    public static Mutation slotNumbersAreCompared() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof R3 read) {
                    Optional<Stored<Account>> buyer =
                            Key.account(read.claim().account()).in(answer.found());
                    Optional<Lock> lock =
                            buyer.flatMap(found -> found.document().lock());
                    boolean recorded = Key.transaction(
                                    read.claim().campaign(), read.claim().slot())
                            .in(answer.found())
                            .isPresent();
                    if (recorded
                            && lock.isPresent()
                            && lock.get().slot() == read.claim().slot()
                            && !lock.get().attemptId().equals(read.claim().attemptId())) {
                        Settlement.Request work = new Settlement.Request(
                                read.claim(),
                                Settlement.Extent.CAMPAIGN,
                                read.progress().target().node(),
                                read.progress().target().now());
                        return instead(NestedStep.of(
                                SettlementMutations.debitAnyway(
                                        work, buyer.orElseThrow(), Optional.of(read.campaign())),
                                new SaleRecovery.AfterSettlement(
                                        read.progress(), new Patrol.Finished(Branch.DEBIT, read.claim()))));
                    }
                }
                return next;
            }
        };
    }

    /** A patrol that takes the account as it stood before the claim was read. */
    public static Step<Report> early(Step<Report> patrol, String account) {
        return new Early(patrol, account, Optional.empty());
    }

    /** Reads the account first, and hands that reading to R3. */
    record Early(Step<Report> inner, String account, Optional<Entry> read) implements Step<Report> {
        @Override
        public StepName name() {
            return inner instanceof R0 && read.isEmpty() ? StepName.R3 : inner.name();
        }

        @Override
        public Subject subject() {
            return inner.subject();
        }

        @Override
        public Operation operation() {
            if (inner instanceof R0 && read.isEmpty()) {
                return Operation.Read.of(Keys.account(account));
            }
            return inner instanceof R3 r3
                    ? Operation.Read.of(
                            Keys.transaction(r3.claim().campaign(), r3.claim().slot()))
                    : inner.operation();
        }

        @Override
        public Next<Report> on(Answer answer) {
            if (inner instanceof R0 && read.isEmpty()) {
                return new Early(
                        inner, account, Optional.ofNullable(answer.found().get(Keys.account(account))));
            }
            Answer seen = answer;
            if (inner instanceof R3) {
                Map<String, Entry> both = new HashMap<>(answer.found());
                read.ifPresent(entry -> both.put(Keys.account(account), entry));
                seen = new Answer.Found(both);
            }
            Next<Report> next = inner.on(seen);
            return next instanceof R0 again
                    ? new Early(again, account, Optional.empty())
                    : next instanceof Step<Report> step && !(step instanceof NestedStep)
                            ? new Early(step, account, read)
                            : next;
        }
    }

    /** R3b.i without the second look: a transaction that was not there a moment ago is taken for lost. */
    public static Mutation transactionIsNotReadAgain() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof R3bLook look
                        ? instead(look.before().alarm(Branch.LOST_SALE, look.found()))
                        : next;
            }
        };
    }
}
