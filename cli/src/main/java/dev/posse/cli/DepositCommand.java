package dev.posse.cli;

import dev.posse.Accounts;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse deposit}: money in. */
@Command(
        name = "deposit",
        description =
                "Pays money into an account. With an id that was used before for the same amount nothing is booked"
                        + " again, however long ago that was. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:booked, now or when the same id was asked for before",
            ExitCode.OTHER_TERMS_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was booked; the text says what to type",
            ExitCode.DATA_LINE
        })
final class DepositCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = Money.DESCRIPTION)
    private long amount;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Idempotency key of the payment, such as the number that your payment provider has given it."
                    + " Without one it is drawn and printed.")
    private @Nullable String id;

    @Override
    public Integer call() {
        return new Money("deposit", "", Accounts::deposit).book(options, account, Optional.ofNullable(id), amount);
    }
}
