package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Keys;
import dev.posse.document.Lock;
import dev.posse.document.Stored;
import dev.posse.document.UnknownFields;
import dev.posse.explorer.Mutation;
import dev.posse.observe.Subject;
import dev.posse.purchase.AccountLocking.D2;
import dev.posse.purchase.AccountLocking.D2Look;
import dev.posse.purchase.LockResolver.L0;
import dev.posse.purchase.LockResolver.L1;
import dev.posse.purchase.LockResolver.L1Look;
import dev.posse.purchase.LockResolver.L2Clear;
import dev.posse.purchase.Settlement.D4;
import dev.posse.purchase.Settlement.D5;
import dev.posse.purchase.Settlement.D6;
import dev.posse.purchase.Settlement.D6Look;
import dev.posse.purchase.Settlement.Work;
import dev.posse.purchase.SlotHunt.D3;
import dev.posse.purchase.SlotHunt.D3Look;
import dev.posse.purchase.SlotHunt.D3b;
import dev.posse.purchase.SlotHunt.Hunt;
import dev.posse.purchase.SlotHunt.Turn;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Inside;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;
import java.util.OptionalLong;

/** Wrong variants of driver, login and settlement, each without one law. */
public final class PurchaseMutations {

    private PurchaseMutations() {}

    // A mutation replaces a step by one that finds out the same kind of thing; the compiler cannot see that it does.
    @SuppressWarnings("unchecked")
    private static <R> Next<R> instead(Next<?> other) {
        return (Next<R>) other;
    }

    /** A2: a login clears the lock without firing the shot. */
    public static Mutation loginClearsWithoutFiring() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof L1 shot && (step instanceof L0 || step instanceof L1Look)
                        ? instead(new L2Clear(shot.aimed()))
                        : next;
            }
        };
    }

    /** A2: a login takes a refused or lost shot for a dead one. */
    public static Mutation loginTakesRefusalForDeath() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof L1 shot && (answer instanceof Answer.Refused || answer instanceof Answer.Unknown)
                        ? instead(new L2Clear(shot.aimed()))
                        : next;
            }
        };
    }

    /** A2b: a driver swaps any void that it sees, without naming it in its lock first. */
    public static Mutation driverSwapsAnyVoid() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof D3b turned
                        && turned.turn() instanceof Turn.AimAgain aim
                        && aim.lock().replaces().isPresent()) {
                    Hunt hunt = turned.hunt();
                    Stored<Account> imagined = new Stored<>(
                            hunt.account().document().locked(aim.lock()),
                            hunt.account().entry());
                    return instead(
                            new D3(new Hunt(hunt.run(), hunt.campaign(), imagined, aim.slotsLeft(), aim.voids()), 1));
                }
                return next;
            }
        };
    }

    /** A3: a login leaves the lock to whoever made it. */
    public static Mutation loginLeavesLocks() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof L0 ? instead(new End<>(new Resolution.NoLock())) : next;
            }
        };
    }

    /** A4: a refused debit is taken for somebody else's, without looking. */
    public static Mutation refusedDebitIsAccepted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D5 debit && answer instanceof Answer.Refused
                        ? instead(Settlement.fromCampaign(debit.work(), debit.campaign()))
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
        public String name() {
            return "D6 (before D5)";
        }

        @Override
        public Subject subject() {
            return debit.subject();
        }

        @Override
        public Operation operation() {
            return new D6(debit.work(), campaign, 1).operation();
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
                        ? instead(Settlement.fromDebit(record.work(), record.account(), record.campaign()))
                        : next;
            }
        };
    }

    /** A6: a login records what it would have written itself, without the payload that it does not know. */
    public static Mutation loginRecordsItsOwnView() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof L1 shot && shot.shot() instanceof Claim claim) {
                    return instead(new L1(shot.aimed(), withoutPayload(claim), shot.tries()));
                }
                return next;
            }
        };
    }

    /** A6: a helper's transaction states its own view of the claim. */
    public static Mutation helperRecordsItsOwnView() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof Inside<?, R> inside
                        && inside.inner() instanceof D4 record
                        && record.work().extent() == Settlement.Extent.ACCOUNT) {
                    return rebuilt(inside, record);
                }
                return next;
            }
        };
    }

    private static <A, R> Next<R> rebuilt(Inside<A, R> inside, D4 record) {
        Work work = record.work();
        Work own = new Work(withoutPayload(work.claim()), work.extent(), work.node(), work.now());
        return Inside.of(instead(new D4(own, record.account(), record.campaign(), record.tries())), inside.then());
    }

    private static Claim withoutPayload(Claim claim) {
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

    /** A7: the campaign moves from 0 to 2, over an unsettled slot. */
    public static Mutation campaignSkipsUnsettledSlots() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D6Look look && next instanceof End) {
                    Optional<Stored<Campaign>> read = Stored.in(
                            answer.found(), Keys.campaign(look.work().claim().campaign()), Campaign::decode);
                    long slot = look.work().claim().slot();
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
                                look.work(), new Stored<>(almost, read.get().entry()), look.tries()));
                    }
                }
                return next;
            }
        };
    }

    /** A7: a driver passes over a void and aims at the slot after it. */
    public static Mutation driverPassesOverVoids() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof D3b turned
                        && step instanceof D3Look
                        && turned.turn() instanceof Turn.AimAgain aim
                        && aim.lock().replaces().isPresent()) {
                    Lock ahead = aim.lock().aimedAt(aim.lock().slot() + 1, Optional.empty());
                    return instead(new D3b(turned.hunt(), new Turn.AimAgain(ahead, aim.slotsLeft(), aim.voids()), 1));
                }
                return next;
            }
        };
    }

    /** A7: a driver aims ahead of an unclaimed slot and dies; a login completes what the lock says without looking below. */
    public static Mutation lockAheadIsCompleted() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof D2 lock && lock.tries() == 1) {
                    AccountLocking.Intent intent = lock.intent();
                    Lock ahead = intent.lock().aimedAt(intent.lock().slot() + 1, Optional.empty());
                    return instead(new D2(
                            new AccountLocking.Intent(intent.run(), intent.campaign(), ahead, intent.doubt()),
                            lock.before(),
                            1));
                } else if (next instanceof D3) {
                    // The driver dies: only the login is to be seen.
                    return instead(new End<>(new Verdict.InDoubt("dead")));
                }
                return next instanceof L1 shot && step instanceof L1Look
                        ? instead(new L1(shot.aimed(), shot.aimed().claim(), shot.tries()))
                        : next;
            }
        };
    }

    /** A8: a driver reports beaten because its clock says that D3 took too long. */
    public static Mutation lateDriverReportsBeaten() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D3 ? instead(PurchaseDriver.refused(Refusal.BEATEN)) : next;
            }
        };
    }

    /** A10: a D2 that nobody knows about is reported as a refusal. */
    public static Mutation unknownLockIsRefused() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D2 && answer instanceof Answer.Unknown
                        ? instead(PurchaseDriver.refused(Refusal.ACCOUNT_IN_USE))
                        : next;
            }
        };
    }

    /** A10: who asks again hears a refusal that nothing makes final, while an earlier D2 is in flight. */
    public static Mutation refusalIsNotSealed() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof PurchaseDriver.Seal seal
                        ? instead(PurchaseDriver.refused(seal.refusal()))
                        : next;
            }
        };
    }

    /** The seal as it was first drawn up: a swap with unchanged content, which a live driver fires past. */
    public static Mutation sealLeavesContentUnchanged() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof PurchaseDriver.Seal seal ? instead(new BlankSeal(seal)) : next;
            }
        };
    }

    /** A swap with unchanged content. */
    record BlankSeal(PurchaseDriver.Seal seal) implements Step<Verdict> {
        @Override
        public String name() {
            return seal.name();
        }

        @Override
        public Subject subject() {
            return seal.subject();
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(seal.account().document(), seal.account().version());
        }

        @Override
        public Next<Verdict> on(Answer answer) {
            return seal.on(answer);
        }
    }

    /** A call that reads again is not bound to the seals that it read first. */
    public static Mutation callsAreNotBoundToSeals() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof PurchaseDriver.D0 again) {
                    return instead(new PurchaseDriver.D0(new PurchaseDriver.Run(
                            again.run().attempt(), again.run().round(), OptionalLong.empty())));
                }
                return next;
            }
        };
    }

    /** D2: somebody else's change of the account is taken for a spurious refusal. */
    public static Mutation changedAccountIsLockedAnyway() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D2Look look
                        && next instanceof End<R> end
                        && end.result() instanceof Verdict.NotBought) {
                    Optional<Stored<Account>> read =
                            Stored.in(answer.found(), look.before().document().key(), Account::decode);
                    return read.isPresent() && read.get().document().lock().isPresent()
                            ? instead(new D2(look.intent(), read.get(), look.tries() + 1))
                            : next;
                }
                return next;
            }
        };
    }

    /** Debits although the lock is another attempt's: what a posse does that compares slot numbers. */
    public static Next<Settled> debitAnyway(Work work, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return new D5(work, account, campaign, 1);
    }
}
