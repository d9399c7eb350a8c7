package dev.posse.cli;

import dev.posse.Confirmation;
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
            "0:confirmed, or there was nothing to confirm and nothing was written",
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
            Confirmation confirmation = Posse.confirm(opened);
            System.out.print(options.isJson() ? JsonAnswer.of(confirmation).text() + "\n" : text(confirmation));
            return ExitCode.FINE;
        }
    }

    private static String text(Confirmation confirmation) {
        if (confirmation.isNothing()) {
            return "Nothing to confirm: neither a node nor the store objects to this data. Nothing was written\n";
        }
        StringBuilder text = new StringBuilder("Confirmed, and overruled:\n");
        confirmation
                .overruled()
                .forEach(objection -> text.append("  ").append(objection).append('\n'));
        return text.append(
                        "Nodes begin again from what they read, within about a second, but on memcached, where they have"
                                + " to be opened anew; campaigns that were stopped need ./posse reopen\n")
                .toString();
    }
}
