package dev.posse.cli;

import dev.posse.AccountStatement;
import dev.posse.CampaignOverview;
import dev.posse.Posse;
import dev.posse.PurchaseRequest;
import dev.posse.UnreadableDocumentException;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.outcome.PurchaseOutcome.Reason;
import dev.posse.store.CasKeyValueStore;
import dev.posse.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./posse buy}: a slot. */
@Command(
        name = "buy",
        description = "Buys the next slot of a campaign for an account. A sale is final. With a purchase id that has"
                + " bought before nothing is bought again. This command writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:bought, now or when the same purchase id was asked for before",
            ExitCode.OTHER_TERMS_OR_YES_LINE,
            ExitCode.UNREACHABLE_LINE,
            "4:nobody knows whether it was bought, or others were faster; the text says what to type",
            ExitCode.DATA_LINE,
            "6:refused: nothing was bought, and the text says why"
        })
final class BuyCommand implements Callable<Integer> {

    @Mixin
    private OnCallOptions options = new OnCallOptions();

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The buyer's id.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "Its id.")
    private String campaign = "";

    @Option(
            names = "--purchase-id",
            paramLabel = "ID",
            description = "Idempotency key, such as the order number. Without one it is drawn and printed.")
    private @Nullable String purchaseId;

    @Option(names = "--payload", paramLabel = "TEXT", description = "What the sold slot is to say.")
    private @Nullable String payload;

    @Option(names = "--yes", description = "Do it. Without this price and balance are shown, and nothing is written.")
    private boolean yes;

    @Override
    public Integer call() {
        TypedIds.account(account);
        TypedIds.campaign(campaign);
        Optional<String> given = Optional.ofNullable(purchaseId).map(TypedIds::purchase);
        PurchaseRequest plain = PurchaseRequest.of(account, campaign);
        PurchaseRequest wish = UsageException.unlessUsable(
                () -> Optional.ofNullable(payload).map(plain::withPayload).orElse(plain));
        try (CasKeyValueStore opened = options.open();
                Posse posse = OnCallOptions.node(Posse.on(opened))) {
            if (!yes) {
                throw wouldBuy(posse);
            }
            PurchaseRequest request = wish.withPurchaseId(given.orElseGet(() -> Money.drawn("purchase")));
            PurchaseOutcome outcome =
                    UsageException.unlessUsable(() -> known(posse, request).orElseGet(() -> posse.purchase(request)));
            System.out.println(
                    options.isJson() ? JsonAnswer.of(account, outcome).text() : account + ": " + sentence(outcome));
            return exitCode(outcome);
        }
    }

    /**
     * What became of the purchase, where the next slot cannot be read: whoever locked his account for it would stay locked. A node
     * knows that from its patrols, and this program does not patrol.
     *
     * @throws StoreException if it has not been asked for before, and something foreign stands at the slot
     * @throws UnreadableDocumentException likewise, if the slot is corrupt or of a newer release
     */
    private Optional<PurchaseOutcome> known(Posse posse, PurchaseRequest request) {
        try {
            posse.campaigns()
                    .find(campaign)
                    .ifPresent(now -> posse.campaigns().sold(campaign, now.lastPurchasedSlot() + 1, 1));
            return Optional.empty();
        } catch (StoreException | UnreadableDocumentException e) {
            PurchaseOutcome outcome =
                    posse.outcome(account, request.purchaseId().orElseThrow());
            if (outcome instanceof PurchaseOutcome.NotPurchased not && not.reason() != Reason.CANCELLED) {
                throw e;
            }
            return Optional.of(outcome);
        }
    }

    private UsageException wouldBuy(Posse posse) {
        CampaignOverview now = posse.campaigns()
                .find(campaign)
                .orElseThrow(() -> new UsageException("there is no campaign " + campaign));
        long balance = posse.accounts()
                .statement(account)
                .map(AccountStatement::balance)
                .orElseThrow(() -> new UsageException("there is no account " + account));
        return new UsageException("nothing was written. A slot of " + campaign + ", which is " + now.status()
                + ", costs " + Money.text(now.price()) + ", and " + account + " holds " + Money.text(balance)
                + "; to buy it, which is final, add --yes");
    }

    private String sentence(PurchaseOutcome outcome) {
        String id = outcome.purchaseId();
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            return "the purchase " + id + " has bought slot " + sold.slot() + " of " + sold.campaign() + " for "
                    + Money.text(sold.price());
        } else if (outcome instanceof PurchaseOutcome.NotPurchased not) {
            String refused = "the purchase " + id + " has bought nothing (" + not.reason() + ")";
            return exitCode(not) == ExitCode.UNDECIDED ? refused + "; try again: " + again(id) : refused;
        }
        return "nobody knows yet what became of the purchase " + id + "; ask again: " + again(id) + " ("
                + ((PurchaseOutcome.InDoubt) outcome).why() + ")";
    }

    private String again(String id) {
        return "./posse buy " + account + " " + campaign + " --purchase-id " + id
                + Optional.ofNullable(payload)
                        .map(text -> " --payload " + quoted(text))
                        .orElse("")
                + " --yes";
    }

    /** As a shell takes it for one word, whatever it holds. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static int exitCode(PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.NotPurchased not) {
            return switch (not.reason()) {
                case UNKNOWN_ACCOUNT, UNKNOWN_CAMPAIGN -> ExitCode.USAGE;
                case BEATEN, ACCOUNT_IN_USE -> ExitCode.UNDECIDED;
                default -> ExitCode.REFUSED;
            };
        }
        return outcome instanceof PurchaseOutcome.Purchased ? ExitCode.FINE : ExitCode.UNDECIDED;
    }
}
