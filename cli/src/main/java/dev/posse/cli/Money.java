package dev.posse.cli;

import dev.posse.Accounts;
import dev.posse.Posse;
import dev.posse.outcome.BalanceOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A deposit or withdrawal as a person types it.
 *
 * @param command that was typed
 * @param options that it needs to be typed again
 * @param booking what it does
 */
record Money(String command, String options, Booking booking) {

    static final String DESCRIPTION = "In minor units, such as cents: 250 is 2.50.";

    /** A deposit or withdrawal as the library does it. */
    @FunctionalInterface
    interface Booking {
        BalanceOutcome book(Accounts accounts, String account, String id, long amount);
    }

    static String text(long amount) {
        return String.format(Locale.ROOT, "%,d (minor units)", amount);
    }

    /** An id that nobody has, told before anything is written: whoever loses the answer needs it. */
    static String drawn(String what) {
        String id = UUID.randomUUID().toString();
        System.err.println("posse: the id of this " + what + " is " + id + "; asking again with it is safe");
        return id;
    }

    int book(OnCallOptions common, String typed, Optional<String> id, long amount) {
        String account = TypedIds.account(typed);
        Optional<String> given = id.map(TypedIds::movement);
        try (CasKeyValueStore opened = common.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            String used = given.orElseGet(() -> drawn(command.equals("deposit") ? command : "withdrawal"));
            BalanceOutcome outcome =
                    UsageException.unlessUsable(() -> booking.book(posse.accounts(), account, used, amount));
            String again = "./posse " + command + " " + account + " " + amount + " --id " + used + options;
            System.out.println(
                    common.isJson()
                            ? JsonAnswer.of(account, used, outcome).text()
                            : account + ": " + sentence(used, outcome, account, again));
            return exitCode(outcome);
        }
    }

    private static String sentence(String id, BalanceOutcome outcome, String account, String again) {
        if (outcome instanceof BalanceOutcome.Moved moved) {
            return "booked as " + id + "; the balance is " + text(moved.balance());
        } else if (outcome instanceof BalanceOutcome.Refused refused) {
            return switch (refused.reason()) {
                case UNKNOWN_ACCOUNT -> "there is no such account";
                case LOCKED ->
                    "not booked, a purchase is under way. First: ./posse resolve " + account + "; then: " + again;
                case INSUFFICIENT_FUNDS -> "not booked, the balance is lower";
            };
        }
        return "nobody knows whether it was booked; ask again: " + again + " ("
                + ((BalanceOutcome.InDoubt) outcome).why() + ")";
    }

    private static int exitCode(BalanceOutcome outcome) {
        if (outcome instanceof BalanceOutcome.Refused refused) {
            return switch (refused.reason()) {
                case UNKNOWN_ACCOUNT -> ExitCode.USAGE;
                case LOCKED -> ExitCode.UNDECIDED;
                case INSUFFICIENT_FUNDS -> ExitCode.REFUSED;
            };
        }
        return outcome instanceof BalanceOutcome.Moved ? ExitCode.FINE : ExitCode.UNDECIDED;
    }
}
