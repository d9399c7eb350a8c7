package dev.posse.cli;

import dev.posse.AccountStatement;
import dev.posse.IdEncoding;
import dev.posse.Posse;
import dev.posse.PosseBuilder;
import dev.posse.outcome.LoginOutcome;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.store.CasKeyValueStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse resolve}: ends what stands half done on an account. */
@Command(
        name = "resolve",
        description = "Does for an account what a login does: finishes the purchase that stands half done, or calls it"
                + " off. With a purchase id it tells what became of that purchase, once and for all. This command"
                + " writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no purchase is under way any more",
            ExitCode.UNKNOWN_ID_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:a purchase is still under way; try again",
            ExitCode.DATA_LINE
        })
final class ResolveCommand implements Callable<Integer> {

    private static final String NO_ACCOUNT = "there is no such account";

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(paramLabel = "ACCOUNT", description = "Its id.")
    private String account = "";

    @Option(
            names = "--purchase",
            paramLabel = "ID",
            description =
                    "This purchase, also when no lock stands, however long ago it was: no account forgets an id. One that"
                            + " nobody has asked for buys nothing any more.")
    private @Nullable String purchase;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The same, by the key that the caller made, of which the shop's endpoint has made the purchase id"
                            + " (IdEncoding): quotes, slashes and all.")
    private @Nullable String key;

    @Option(
            names = "--cancel",
            description = "Call the purchase off, if it is not decided yet, instead of finishing it.")
    private boolean cancel;

    @Override
    public Integer call() {
        TypedIds.account(account);
        Optional<String> id = Optional.ofNullable(purchase)
                .map(TypedIds::purchase)
                .or(() -> UsageException.unlessUsable(
                        () -> Optional.ofNullable(key).map(IdEncoding::encode)));
        try (CasKeyValueStore opened = options.open();
                Posse posse = node(opened)) {
            return id.isEmpty() ? login(posse) : ask(posse, id.get());
        }
    }

    private Posse node(CasKeyValueStore opened) {
        PosseBuilder settings = Posse.on(opened);
        return OnCallOptions.node(cancel ? settings.cancelAtLogin() : settings);
    }

    private int login(Posse posse) {
        LoginOutcome outcome = posse.login(account);
        say(JsonAnswer.of(account, outcome), sentence(outcome));
        if (outcome instanceof LoginOutcome.Unresolved) {
            return ExitCode.UNDECIDED;
        } else if (outcome instanceof LoginOutcome.Purchased sold) {
            return settled(posse, sold.purchaseId());
        }
        return outcome instanceof LoginOutcome.UnknownAccount ? ExitCode.USAGE : ExitCode.FINE;
    }

    private int ask(Posse posse, String id) {
        PurchaseOutcome outcome = cancel ? posse.cancel(account, id) : posse.outcome(account, id);
        say(JsonAnswer.of(account, outcome), sentence(outcome));
        if (outcome instanceof PurchaseOutcome.InDoubt) {
            return ExitCode.UNDECIDED;
        } else if (outcome instanceof PurchaseOutcome.Purchased) {
            return settled(posse, id);
        }
        return outcome instanceof PurchaseOutcome.NotPurchased not
                        && not.reason() == PurchaseOutcome.Reason.UNKNOWN_ACCOUNT
                ? ExitCode.USAGE
                : ExitCode.FINE;
    }

    /** A sale is a sale whatever was in the way of its settlement; but then it is still under way. */
    private int settled(Posse posse, String id) {
        boolean isPending = posse.accounts()
                .statement(account)
                .flatMap(AccountStatement::pending)
                .filter(pending -> pending.purchaseId().equals(id))
                .isPresent();
        if (isPending) {
            System.err.println("posse: it is not paid yet, and the lock of " + account
                    + " stays: a document that it needs cannot be written or read, or contradicts it (./posse audit)");
        }
        return isPending ? ExitCode.UNDECIDED : ExitCode.FINE;
    }

    private void say(JsonAnswer answer, String sentence) {
        System.out.println(options.isJson() ? answer.text() : account + ": " + sentence);
    }

    private static String sentence(LoginOutcome outcome) {
        if (outcome instanceof LoginOutcome.Purchased sold) {
            return bought(sold.purchaseId(), sold.campaign(), sold.slot(), sold.price());
        } else if (outcome instanceof LoginOutcome.Released off) {
            return "the purchase " + off.purchaseId() + " in " + off.campaign() + " is called off; no money was taken";
        } else if (outcome instanceof LoginOutcome.Unresolved still) {
            return "the purchase " + still.purchaseId() + " in " + still.campaign() + " is still under way; try again: "
                    + still.why();
        }
        return outcome instanceof LoginOutcome.Clean ? "no purchase is under way" : NO_ACCOUNT;
    }

    private static String sentence(PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            return bought(sold.purchaseId(), sold.campaign(), sold.slot(), sold.price());
        } else if (outcome instanceof PurchaseOutcome.NotPurchased not) {
            return not.reason() == PurchaseOutcome.Reason.UNKNOWN_ACCOUNT
                    ? NO_ACCOUNT
                    : "the purchase " + not.purchaseId() + " has bought nothing (" + not.reason()
                            + "), and no earlier call will";
        }
        return "nobody knows yet what became of the purchase " + outcome.purchaseId() + "; try again: "
                + ((PurchaseOutcome.InDoubt) outcome).why();
    }

    private static String bought(String purchaseId, String campaign, long slot, long price) {
        return "the purchase " + purchaseId + " has bought slot " + slot + " of " + campaign + " for " + price;
    }
}
