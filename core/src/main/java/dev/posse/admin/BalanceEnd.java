package dev.posse.admin;

import dev.posse.document.Account;
import dev.posse.outcome.BalanceOutcome;
import java.util.Optional;

/**
 * How a deposit or withdrawal ended: what its caller hears, and what its node remembers.
 *
 * @param outcome what its caller hears
 * @param booked the account in which the movement stands, if it has moved
 */
public record BalanceEnd(BalanceOutcome outcome, Optional<Account> booked) {

    static BalanceEnd moved(Account booked) {
        return new BalanceEnd(new BalanceOutcome.Moved(booked.balance()), Optional.of(booked));
    }

    static BalanceEnd refused(BalanceOutcome.Reason reason) {
        return new BalanceEnd(new BalanceOutcome.Refused(reason), Optional.empty());
    }

    static BalanceEnd inDoubt(String id, String why) {
        return new BalanceEnd(new BalanceOutcome.InDoubt(id, why), Optional.empty());
    }
}
