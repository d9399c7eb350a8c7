package dev.posse.cli;

import dev.posse.AccountStatement;
import dev.posse.Accounts;
import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse withdraw}: money out. */
@Command(
        name = "withdraw",
        description =
                "Pays money out of an account, unless a purchase is under way. With an id that was used before for"
                        + " the same amount nothing is booked again. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:booked, now or when the same id was asked for before",
            ExitCode.OTHER_TERMS_OR_YES_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was booked, or a purchase is under way; the text says what to type",
            ExitCode.DATA_LINE,
            "6:refused: the balance is lower; nothing was booked"
        })
final class WithdrawCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = Money.DESCRIPTION)
    private long amount;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Idempotency key of the payment. Without one it is drawn and printed.")
    private @Nullable String id;

    @Option(names = "--yes", description = "Do it. Without this the balance is shown, and nothing is written.")
    private boolean yes;

    @Override
    public Integer call() {
        if (!yes) {
            throw wouldPayOut(TypedIds.account(account));
        }
        return new Money("withdraw", " --yes", Accounts::withdraw)
                .book(options, account, Optional.ofNullable(id), amount);
    }

    private UsageException wouldPayOut(String from) {
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            long balance = posse.accounts()
                    .statement(from)
                    .map(AccountStatement::balance)
                    .orElseThrow(() -> new UsageException("there is no account " + from));
            return new UsageException("nothing was written. " + from + " holds " + Money.text(balance) + "; to pay out "
                    + Money.text(amount) + " of it, add --yes");
        }
    }
}
