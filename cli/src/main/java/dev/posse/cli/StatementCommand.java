package dev.posse.cli;

import dev.posse.AccountStatement;
import dev.posse.Posse;
import dev.posse.store.CasKeyValueStore;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./posse statement}: what an account holds and has done. */
@Command(
        name = "statement",
        description =
                "Shows what an account holds, what is under way, and its newest purchases, deposits and withdrawals."
                        + " All of them: ./posse show account ACCOUNT --history.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:here it is", ExitCode.UNKNOWN_ID_LINE, ExitCode.UNREACHABLE_LINE, ExitCode.DATA_LINE})
final class StatementCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Override
    public Integer call() {
        String id = TypedIds.account(account);
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            AccountStatement now =
                    posse.accounts().statement(id).orElseThrow(() -> new UsageException("there is no account " + id));
            System.out.println(options.isJson() ? JsonAnswer.of(now).text() : text(now));
            return ExitCode.FINE;
        }
    }

    private static String text(AccountStatement now) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s holds %,d: deposited %,d, withdrawn %,d, spent %,d (minor units)",
                now.account(),
                now.balance(),
                now.deposited(),
                now.withdrawn(),
                now.spent()));
        now.pending()
                .ifPresent(pending -> text.append(String.format(
                        Locale.ROOT,
                        "%n  under way since %s: %s, slot %,d of %s for %,d; to end it: ./posse resolve %s",
                        pending.since(),
                        pending.purchaseId(),
                        pending.slot(),
                        pending.campaign(),
                        pending.price(),
                        now.account())));
        now.purchases()
                .forEach(bought -> text.append(String.format(
                        Locale.ROOT,
                        "%n  %,+12d  %s, slot %,d of %s",
                        -bought.price(),
                        bought.purchaseId(),
                        bought.slot(),
                        bought.campaign())));
        now.movements()
                .forEach(
                        moved -> text.append(String.format(Locale.ROOT, "%n  %,+12d  %s", moved.amount(), moved.id())));
        return text.toString();
    }
}
