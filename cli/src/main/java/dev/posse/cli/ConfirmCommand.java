package dev.posse.cli;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./posse confirm}: a person says that a store may be sold on again. */
@Command(
        name = "confirm",
        description = "Confirms, after you have looked into it, that a store whose data has another life may be sold on"
                + " again. Campaigns that were stopped stay so. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:confirmed",
            ExitCode.USAGE_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was written; do it again",
            "5:its incarnation document is gone, or cannot be read"
        })
final class ConfirmCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.open()) {
            Posse.confirm(opened);
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.with("confirmed", true).text()
                            : "Confirmed. Nodes that refused to sell have to be opened again; campaigns that were stopped"
                                    + " need ./posse reopen");
            return ExitCode.FINE;
        }
    }
}
