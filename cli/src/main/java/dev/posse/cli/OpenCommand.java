package dev.posse.cli;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./posse open}: an account. */
@Command(
        name = "open",
        description = "Opens an account with a balance of zero; one that is open already stays as it is. This command"
                + " writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the account is open",
            ExitCode.USAGE_LINE,
            ExitCode.UNREACHABLE_LINE,
            ExitCode.UNKNOWN_WRITE_LINE,
            ExitCode.DATA_LINE
        })
final class OpenCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Override
    public Integer call() {
        String id = TypedIds.account(account);
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            posse.accounts().open(id);
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.with("account", id).and("open", true).text()
                            : "The account " + id + " is open");
            return ExitCode.FINE;
        }
    }
}
