package dev.posse.admin;

import static dev.posse.fixture.Mutation.instead;

import dev.posse.admin.BalanceChange.B1;
import dev.posse.document.Account;
import dev.posse.document.Key;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Stored;
import dev.posse.fixture.Mutation;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Step;
import java.util.Map;
import java.util.Optional;

/** Wrong variants of deposit and withdrawal. */
public final class BalanceMutations {

    private BalanceMutations() {}

    /** A9: a deposit drops the lock. */
    public static Mutation depositDropsTheLock() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof B1 book
                        ? instead(
                                new B1(book.call(), book.before(), book.after().unlocked()))
                        : next;
            }
        };
    }

    /** A11: what is not in the window has not happened. */
    public static Mutation absenceIsTakenForNo() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                return next instanceof BalanceChange.B0Archive look
                        ? instead(look.on(new Answer.Found(Map.of())))
                        : next;
            }
        };
    }

    /** A9: a withdrawal goes through although a purchase is under way. */
    public static Mutation withdrawalIgnoresTheLock() {
        return new Mutation() {
            @Override
            public <R> Next<R> after(Step<R> step, Answer answer, Next<R> next) {
                if (step instanceof BalanceChange.B0 look
                        && look.call().movement().kind() == Kind.WITHDRAWAL
                        && next instanceof End<R> end
                        && end.result().equals(BalanceEnd.refused(BalanceOutcome.Reason.LOCKED))) {
                    Optional<Stored<Account>> read =
                            Key.account(look.call().account()).in(answer.found());
                    Account found = read.orElseThrow().document();
                    return instead(new B1(
                            look.call(),
                            read.orElseThrow(),
                            found.moved(look.call().movement())));
                }
                return next;
            }
        };
    }
}
