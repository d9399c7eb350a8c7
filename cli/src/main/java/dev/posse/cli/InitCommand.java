package dev.posse.cli;

import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./posse init}: sets a store up, once in its life. */
@Command(
        name = "init",
        description =
                "Sets a new store up; one that is set up already stays as it is. Never do this to a store that has"
                        + " sold before and came back empty. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the store is set up",
            ExitCode.USAGE_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was written; do it again",
            "5:its incarnation document cannot be read"
        })
final class InitCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = options.open()) {
            String incarnation = Posse.initialize(opened);
            System.out.println(
                    options.isJson()
                            ? JsonAnswer.with("incarnation", incarnation).text()
                            : "The store is set up; its incarnation is " + incarnation);
            return ExitCode.FINE;
        }
    }
}
