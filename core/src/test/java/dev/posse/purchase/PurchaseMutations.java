package dev.posse.purchase;

import static dev.posse.fixture.Mutation.instead;

import dev.posse.document.Account;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Slot;
import dev.posse.document.Stored;
import dev.posse.fixture.Mutation;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.purchase.AccountLocking.D2;
import dev.posse.purchase.AccountLocking.D2Look;
import dev.posse.purchase.AimChange.D3b;
import dev.posse.purchase.AimChange.NextAim;
import dev.posse.purchase.LockClearing.L2Clear;
import dev.posse.purchase.LockResolver.L0;
import dev.posse.purchase.LockResolver.L1;
import dev.posse.purchase.LockResolver.L1Look;
import dev.posse.purchase.SlotClaiming.ClaimState;
import dev.posse.purchase.SlotClaiming.D3;
import dev.posse.purchase.SlotClaiming.D3Look;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.Optional;

/** Wrong variants of driver and login, each without one law; those of the settlement are {@link SettlementMutations}. */
public final class PurchaseMutations {

    private PurchaseMutations() {}

    /** A7: what a node believes to be claimed is taken for claimed, though nothing stands there. */
    public static Mutation nodesAreBelievedUnread() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (!(step instanceof FrontierRead.Read read)
                        || !(next instanceof End<?> end)
                        || !(end.result() instanceof TurnResult.At there)
                        || !(AheadClaim.aimedAt(there.next(), read.claimed() + 1) instanceof D2 d2)) {
                    return next;
                }
                AccountLocking.Intent intent = d2.intent();
                return instead(new End<>(new TurnResult.At(new D2(
                        new AccountLocking.Intent(
                                intent.call().behind(read.claimed()), intent.campaign(), intent.lock(), intent.doubt()),
                        d2.before(),
                        d2.tries()))));
            }
        };
    }

    /** A7: a buyer who has locked his account for a slot whose turn has not come fires at it. */
    public static Mutation buyersFireOutOfTurn() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof SlotClaiming.D3Below waits
                        ? instead(new D3(waits.state().inTurn(), 1))
                        : next;
            }
        };
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
                        && turned.nextAim() instanceof NextAim.AimAgain aim
                        && aim.lock().replaces().isPresent()) {
                    ClaimState claiming = turned.state();
                    Stored<Account> imagined = new Stored<>(
                            claiming.account().document().locked(aim.lock()),
                            claiming.account().entry());
                    return instead(new D3(
                            new ClaimState(
                                    claiming.call(), claiming.campaign(), imagined, aim.slotsLeft(), aim.voids()),
                            1));
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

    /** A6: a login records what it would have written itself, without the payload that it does not know. */
    public static Mutation loginRecordsItsOwnView() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (next instanceof L1 shot && shot.shot() instanceof Claim claim) {
                    return instead(new L1(shot.aimed(), SettlementMutations.withoutPayload(claim), shot.tries()));
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
                        && turned.nextAim() instanceof NextAim.AimAgain aim
                        && aim.lock().replaces().isPresent()) {
                    Lock ahead = aim.lock().aimedAt(aim.lock().slot() + 1, Optional.empty());
                    return instead(
                            new D3b(turned.state(), new NextAim.AimAgain(ahead, aim.slotsLeft(), aim.voids()), 1));
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
                            new AccountLocking.Intent(intent.call(), intent.campaign(), ahead, intent.doubt()),
                            lock.before(),
                            1));
                } else if (next instanceof D3) {
                    // The driver dies: only the login is to be seen.
                    return instead(new End<>(PurchaseEnd.of(new PurchaseOutcome.InDoubt("p", "dead"))));
                }
                return next instanceof L1 shot && step instanceof L1Look
                        ? instead(new L1(shot.aimed(), shot.aimed().claim(), shot.tries()))
                        : next;
            }
        };
    }

    static Next<PurchaseEnd> refused(Reason reason) {
        return new End<>(PurchaseEnd.of(new PurchaseOutcome.NotPurchased("p", reason)));
    }

    /** A8: a driver reports beaten because its clock says that D3 took too long. */
    public static Mutation lateDriverReportsBeaten() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D3 ? instead(refused(Reason.BEATEN)) : next;
            }
        };
    }

    /** A10: a D2 that nobody knows about is reported as a refusal. */
    public static Mutation unknownLockIsRefused() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return step instanceof D2 && answer instanceof Answer.Unknown
                        ? instead(refused(Reason.ACCOUNT_IN_USE))
                        : next;
            }
        };
    }

    /** A10: a D3 that nobody knows about is told of as a sale, and settled. */
    public static Mutation unknownClaimIsTold() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D3 shot && answer instanceof Answer.Unknown) {
                    ClaimState state = shot.state();
                    Claim claim = state.lock().claim(state.attempt().account());
                    return instead(
                            SlotClaiming.won(state.call(), claim, state.account(), Optional.of(state.campaign())));
                }
                return next;
            }
        };
    }

    /** A1: a claim is taken for one's own because the attempt id is the same. */
    public static Mutation attemptIdsAreEnough() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D3Look look && answer instanceof Answer.Found) {
                    ClaimState state = look.state();
                    Optional<Stored<Slot>> slot = Key.slot(state.lock()).in(answer.found());
                    if (slot.isPresent()
                            && slot.get().document() instanceof Claim claim
                            && claim.attemptId().equals(state.lock().attemptId())) {
                        return instead(
                                SlotClaiming.won(state.call(), claim, state.account(), Optional.of(state.campaign())));
                    }
                }
                return next;
            }
        };
    }

    /** At once, or after the seal that makes it final for earlier calls. */
    private static boolean isRefusal(Next<?> next) {
        return next instanceof RefusalSealing.Seal
                || next instanceof RefusalSealing.SealArchive
                || (next instanceof End<?> end
                        && end.result() instanceof PurchaseEnd told
                        && told.outcome() instanceof PurchaseOutcome.NotPurchased);
    }

    /** D2: somebody else's change of the account is taken for a spurious refusal. */
    public static Mutation changedAccountIsLockedAnyway() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof D2Look look && isRefusal(next)) {
                    Optional<Stored<Account>> read =
                            Key.account(look.before().document().id()).in(answer.found());
                    return read.isPresent() && read.get().document().lock().isPresent()
                            ? instead(new D2(look.intent(), read.get(), look.tries() + 1))
                            : next;
                }
                return next;
            }
        };
    }
}
