package dev.posse.admin;

import dev.posse.document.Account;
import dev.posse.document.Keys;
import dev.posse.document.Movement;
import dev.posse.document.Movement.Kind;
import dev.posse.document.Stored;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.util.Optional;

/** A deposit, which keeps the lock, or a withdrawal, which is refused while there is one (law A9). Idempotent by id. */
public final class BalanceChange {

    /** How it ended. */
    public sealed interface Result {

        /**
         * The money has moved, now or when the same was asked before.
         *
         * @param account as it stands
         */
        record Moved(Account account) implements Result {}

        /** There is no such account. */
        record UnknownAccount() implements Result {}

        /** A withdrawal, and a purchase is under way. */
        record Locked() implements Result {}

        /** A withdrawal of more than the balance. */
        record InsufficientFunds() implements Result {}

        /**
         * Nobody knows; asking again with the same id gives the answer.
         *
         * @param why nobody knows
         */
        record InDoubt(String why) implements Result {}
    }

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
    public static Step<Result> begin(String account, Movement movement) {
        return new B0(account, movement, 1);
    }

    /** Reads the account. */
    record B0(String account, Movement movement, int round) implements Step<Result> {
        @Override
        public String name() {
            return "B0";
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withAccount(account);
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Keys.account(account));
        }

        @Override
        public Next<Result> on(Answer answer) {
            if (round > 1 && answer instanceof Answer.Failed failed) {
                return again(String.valueOf(failed.cause().getMessage()), account, movement, round);
            }
            Optional<Stored<Account>> read = Stored.in(answer.found(), Keys.account(account), Account::decode);
            if (read.isEmpty()) {
                return new End<>(new Result.UnknownAccount());
            }
            Account found = read.get().document();
            Optional<Movement> before = found.movement(movement.id());
            if (before.isPresent()) {
                return answered(found, before.get());
            }
            if (movement.kind() == Kind.WITHDRAWAL) {
                if (found.lock().isPresent()) {
                    return new End<>(new Result.Locked());
                } else if (found.balance() < movement.amount()) {
                    return new End<>(new Result.InsufficientFunds());
                }
            }
            return new B1(read.get(), moved(found), movement, round);
        }

        private Next<Result> answered(Account found, Movement before) {
            if (!before.sameTerms(movement)) {
                throw new IllegalArgumentException("The id " + movement.id() + " was used before on the account "
                        + account + " with another kind or amount; choose a new id for a new "
                        + (movement.kind() == Kind.DEPOSIT ? "deposit" : "withdrawal"));
            }
            return new End<>(new Result.Moved(found));
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

    /** Books. */
    record B1(Stored<Account> before, Account after, Movement movement, int round) implements Step<Result> {
        @Override
        public String name() {
            return "B1";
        }

        @Override
        public Subject subject() {
            return Subject.NONE.withAccount(after.id());
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(after, before.version());
        }

        @Override
        public Next<Result> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? new End<>(new Result.Moved(after))
                    : again("the account kept changing or the store did not answer", after.id(), movement, round);
        }
    }

    private static Next<Result> again(String why, String account, Movement movement, int round) {
        return round < ROUNDS
                ? new B0(account, movement, round + 1)
                : new End<>(new Result.InDoubt(why + ", " + ROUNDS + " times"));
    }
}
