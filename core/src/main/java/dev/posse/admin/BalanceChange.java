package dev.posse.admin;

import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.Key;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.outcome.BalanceOutcome.Reason;
import dev.posse.step.Answer;
import dev.posse.step.Doubt;
import dev.posse.step.End;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import dev.posse.store.StoreException;
import java.util.Optional;

/** A deposit, which keeps the lock, or a withdrawal, which is refused while there is one (law A9). Idempotent by id. */
public final class BalanceChange {

    /** Every lost race is another one's success; among hundreds of depositors one may lose often. */
    private static final int ROUNDS = 100;

    private BalanceChange() {}

    /**
     * Begins.
     *
     * @param account whose balance
     * @param movement what moves
     * @return the first step
     */
    public static Step<BalanceEnd> begin(String account, Movement movement) {
        return new B0(new Call(account, movement, 1, Doubt.NONE));
    }

    /** One caller's wish, and how often it has begun to read. */
    record Call(String account, Movement movement, int round, Doubt doubt) {

        Subject subject() {
            return Subject.NONE.withAccount(account);
        }

        Next<BalanceEnd> again(String why) {
            return round < ROUNDS
                    ? new B0(new Call(account, movement, round + 1, doubt))
                    : inDoubt(why + ", " + ROUNDS + " times");
        }

        Call after(Answer answer) {
            return new Call(account, movement, round, doubt.after(answer));
        }

        /** What failed for certain is a failure, unless something of this call may have been booked before. */
        Next<BalanceEnd> failed(StoreException cause) {
            if (doubt == Doubt.NONE) {
                throw cause;
            }
            return again(String.valueOf(cause.getMessage()));
        }

        Next<BalanceEnd> inDoubt(String why) {
            return new End<>(BalanceEnd.inDoubt(movement.id(), why));
        }

        /** The id was used before: with the same terms it is this movement. */
        Next<BalanceEnd> answered(Account found, Movement before) {
            if (!before.sameTerms(movement)) {
                throw new IllegalArgumentException("The id " + movement.id() + " was used before on the account "
                        + account + " with another kind or amount; choose a new id for a new "
                        + (movement.kind() == Kind.DEPOSIT ? "deposit" : "withdrawal"));
            }
            return new End<>(BalanceEnd.moved(found));
        }

        private Account moved(Account found) {
            try {
                return found.moved(movement);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "The total of the account " + account + " would leave the 64 bits of an amount", e);
            }
        }
    }

    private interface BalanceStep extends Step<BalanceEnd> {
        Call call();

        @Override
        default Subject subject() {
            return call().subject();
        }
    }

    /** Reads the account. */
    record B0(Call call) implements BalanceStep {
        @Override
        public StepName name() {
            return StepName.B0;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.account(call.account()));
        }

        @Override
        public int roundsBefore() {
            return call.round() - 1;
        }

        @Override
        public Next<BalanceEnd> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                return call.failed(failed.cause());
            }
            Optional<Stored<Account>> read = Key.account(call.account()).in(answer.found());
            if (read.isEmpty()) {
                return new End<>(BalanceEnd.refused(Reason.UNKNOWN_ACCOUNT));
            }
            Account found = read.get().document();
            Optional<Movement> before = found.movement(call.movement().id());
            if (before.isPresent()) {
                return call.answered(found, before.get());
            }
            return Key.movementArchive(found, call.movement().id())
                    .<Next<BalanceEnd>>map(archive -> new B0Archive(call, read.get(), archive))
                    .orElseGet(() -> judged(call, read.get()));
        }
    }

    /**
     * Reads the archive, after the account (law A11): an id that was archived and left the window between two reads in the
     * other order would be found in neither.
     */
    record B0Archive(Call call, Stored<Account> account, Key<ArchivedMovement> archive) implements BalanceStep {
        @Override
        public StepName name() {
            return StepName.B0_ARCHIVE;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(archive);
        }

        @Override
        public Next<BalanceEnd> on(Answer answer) {
            if (answer instanceof Answer.Failed failed) {
                return call.failed(failed.cause());
            }
            return archive.in(answer.found())
                    .map(known ->
                            call.answered(account.document(), known.document().entry()))
                    .orElseGet(() -> judged(call, account));
        }
    }

    /** Of an id that was never used: refuses, or books; what that pushes out of the window is archived first (law A11). */
    private static Next<BalanceEnd> judged(Call call, Stored<Account> read) {
        Account found = read.document();
        if (call.movement().kind() == Kind.WITHDRAWAL) {
            if (found.lock().isPresent()) {
                return new End<>(BalanceEnd.refused(Reason.LOCKED));
            } else if (found.balance() < call.movement().amount()) {
                return new End<>(BalanceEnd.refused(Reason.INSUFFICIENT_FUNDS));
            }
        }
        Account after = call.moved(found);
        return EntryArchiving.ahead(
                found.leavingMovement(),
                call.subject(),
                EntryArchiving.Before.B1,
                new AfterArchiving(call, read, after));
    }

    /** Books when the archive document stands. */
    record AfterArchiving(Call call, Stored<Account> before, Account after)
            implements NestedStep.Continuation<EntryArchiving.Result, BalanceEnd> {
        @Override
        public Next<BalanceEnd> with(EntryArchiving.Result archived) {
            return archived instanceof EntryArchiving.Result.Stands
                    ? new B1(call, before, after)
                    : call.failed(new StoreException("Nothing was booked: " + archived.problem()));
        }
    }

    /** Books. */
    record B1(Call call, Stored<Account> before, Account after) implements BalanceStep {
        @Override
        public StepName name() {
            return StepName.B1;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after, before.version());
        }

        @Override
        public Next<BalanceEnd> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return new End<>(BalanceEnd.moved(after));
            } else if (answer instanceof Answer.Failed failed) {
                return call.failed(failed.cause());
            }
            return call.after(answer).again("the account kept changing or the store did not answer");
        }
    }
}
