package dev.posse.examples;

import dev.posse.LoginOutcome;
import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.store.CasKeyValueStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse resolve}: ends what stands half done on an account. */
@Command(
        name = "resolve",
        description = "Does for an account what a login does: finishes the purchase that stands half done, or calls it"
                + " off. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no purchase is under way any more",
            "1:it still is; try again",
            "2:an option is wrong",
            "3:the store cannot be used",
            "4:there is no such account"
        })
final class ResolveCommand implements Callable<Integer> {

    @Mixin
    private StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Option(
            names = "--cancel",
            description = "Call the purchase off, if it is not decided yet, instead of finishing it.")
    private boolean cancel;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (CasKeyValueStore opened = store.open();
                Posse posse = open(opened)) {
            LoginOutcome outcome = posse.login(account);
            if (json) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("outcome", outcome.getClass().getSimpleName());
                answer.put("detail", outcome);
                System.out.println(Json.of(answer));
            } else {
                System.out.println(account + ": " + outcome);
            }
            if (outcome instanceof LoginOutcome.Unresolved) {
                return PosseCommand.BAD;
            }
            return outcome instanceof LoginOutcome.UnknownAccount ? PosseCommand.UNDECIDED : 0;
        }
    }

    private Posse open(CasKeyValueStore opened) {
        PosseBuilder builder = Posse.on(opened).node("on-call");
        Posse posse = (cancel ? builder.cancelAtLogin() : builder).open();
        posse.stopPatrols();
        return posse;
    }
}
