package dev.posse.shop;

import dev.posse.outcome.BalanceOutcome;

/** The status of each outcome of a deposit or withdrawal: the table of {@code docs/http.md}. Zero is what is not heard. */
enum MoneyStatus {
    MOVED(200, 200, 0),
    IN_DOUBT(504, 504, 1),
    UNKNOWN_ACCOUNT(404, 404, 0),
    LOCKED(0, 409, 1),
    INSUFFICIENT_FUNDS(0, 402, 0);

    private final int deposit;
    private final int withdrawal;
    private final int retryAfter;

    MoneyStatus(int deposit, int withdrawal, int retryAfter) {
        this.deposit = deposit;
        this.withdrawal = withdrawal;
        this.retryAfter = retryAfter;
    }

    static MoneyStatus of(BalanceOutcome outcome) {
        if (outcome instanceof BalanceOutcome.Refused refused) {
            return valueOf(refused.reason().name());
        }
        return outcome instanceof BalanceOutcome.Moved ? MOVED : IN_DOUBT;
    }

    int deposit() {
        return deposit;
    }

    int withdrawal() {
        return withdrawal;
    }

    int retryAfter() {
        return retryAfter;
    }
}
