package dev.posse.purchase;

import static dev.posse.fixture.Mutation.instead;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.fixture.Mutation;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.purchase.AccountDebit.D5;
import dev.posse.purchase.Settlement.D4;
import dev.posse.purchase.Settlement.D6;
import dev.posse.purchase.Settlement.D6Look;
import dev.posse.purchase.Settlement.Request;
import dev.posse.step.Answer;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;

/** Wrong variants of the settlement (D4 to D6), each without one law. */
public final class SettlementMutations {

    private SettlementMutations() {}

    /** A4: a refused debit is taken for somebody else's, without looking. */
    public static Mutation refusedDebitIsAccepted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D5 debit && answer instanceof Answer.Refused
                        ? instead(Settlement.fromCampaign(debit.request(), debit.campaign()))
                        : next;
            }
        };
    }

    /** A5: the campaign moves before the debit (D5 and D6 change places). */
    public static Mutation campaignMovesBeforeDebit() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof D5 debit && debit.campaign().isPresent() && step instanceof D4
                        ? instead(new EarlyD6(debit, debit.campaign().get()))
                        : next;
            }
        };
    }

    /** D6, and then D5. */
    record EarlyD6(D5 debit, Stored<Campaign> campaign) implements Step<Settled> {
        @Override
        public StepName name() {
            return StepName.D6;
        }

        @Override
        public Subject subject() {
            return debit.subject();
        }

        @Override
        public Operation operation() {
            return new D6(debit.request(), campaign, 1).operation();
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return debit;
        }
    }

    /** A5: a transaction that nobody knows about is taken for written. */
    public static Mutation unknownTransactionIsAccepted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D4 record && answer instanceof Answer.Unknown
                        ? instead(Settlement.fromDebit(record.request(), record.account(), record.campaign()))
                        : next;
            }
        };
    }

    /** A6: a helper's transaction states its own view of the claim. */
    public static Mutation helperRecordsItsOwnView() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof NestedStep<?, R> inside
                        && inside.inner() instanceof D4 record
                        && record.request().extent() == Settlement.Extent.ACCOUNT) {
                    return rebuilt(inside, record);
                }
                return next;
            }
        };
    }

    private static <A, R> Next<R> rebuilt(NestedStep<A, R> inside, D4 record) {
        Request work = record.request();
        Request own = new Request(withoutPayload(work.claim()), work.extent(), work.node(), work.now());
        return NestedStep.of(instead(new D4(own, record.account(), record.campaign(), record.tries())), inside.then());
    }

    static Claim withoutPayload(Claim claim) {
        return new Claim(
                claim.campaign(),
                claim.slot(),
                claim.account(),
                claim.purchaseId(),
                claim.attemptId(),
                claim.price(),
                Optional.empty(),
                claim.since(),
                UnknownFields.NONE);
    }

    /** A14: whoever settles a slot before its turn leaves no word of it. */
    public static Mutation settledAheadIsNotNoted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D6Look && next instanceof D6 early && isEarly(early)
                        ? instead(Settlement.leave("an earlier slot is not settled yet"))
                        : next;
            }
        };
    }

    private static boolean isEarly(D6 step) {
        return step.campaign().document().lastPurchasedSlot()
                < step.request().claim().slot() - 1;
    }

    /** A14: whoever closes a gap moves the campaign by his own slot only. */
    public static Mutation waitingSlotsAreForgotten() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (!(next instanceof D6 move) || isEarly(move)) {
                    return next;
                }
                Campaign campaign = move.campaign().document();
                Campaign alone = new Campaign(
                        campaign.id(),
                        campaign.price(),
                        campaign.capacity(),
                        campaign.status(),
                        campaign.reason(),
                        campaign.lastPurchasedSlot(),
                        campaign.unknown());
                return instead(new D6(
                        move.request(), new Stored<>(alone, move.campaign().entry()), move.tries()));
            }
        };
    }

    /** A7: the campaign moves from 0 to 2, over an unsettled slot. */
    public static Mutation campaignSkipsUnsettledSlots() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D6Look look && next instanceof D6) {
                    Optional<Stored<Campaign>> read =
                            Key.campaign(look.request().claim().campaign()).in(answer.found());
                    long slot = look.request().claim().slot();
                    if (read.isPresent() && read.get().document().lastPurchasedSlot() < slot - 1) {
                        Campaign campaign = read.get().document();
                        Campaign almost = new Campaign(
                                campaign.id(),
                                campaign.price(),
                                campaign.capacity(),
                                campaign.status(),
                                campaign.reason(),
                                slot - 1,
                                campaign.unknown());
                        return instead(new D6(
                                look.request(), new Stored<>(almost, read.get().entry()), look.tries()));
                    }
                }
                return next;
            }
        };
    }

    /** Debits although the lock is another attempt's: what a posse does that compares slot numbers. */
    public static Next<Settled> debitAnyway(
            Request work, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return new D5(work, account, campaign, 1);
    }
}
