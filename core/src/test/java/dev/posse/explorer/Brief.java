package dev.posse.explorer;

import dev.posse.admin.BalanceEnd;
import dev.posse.document.Account;
import dev.posse.document.ArchivedMovement;
import dev.posse.document.ArchivedPurchase;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Lock;
import dev.posse.document.PurchaseEntry;
import dev.posse.document.Transaction;
import dev.posse.outcome.PurchaseOutcome;
import dev.posse.purchase.PurchaseEnd;
import dev.posse.purchase.Resolution;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in a few words what a document says, for histories. */
final class Brief {

    private Brief() {}

    static String of(Cell cell) {
        return of(StoreContent.decode(cell)) + " @" + cell.entry().version();
    }

    /** What an actor tells its caller at its end. */
    static String of(Object result) {
        if (result instanceof PurchaseEnd end) {
            return of(end.outcome());
        } else if (result instanceof PurchaseOutcome.Purchased bought) {
            return "reports purchased: slot " + bought.slot();
        } else if (result instanceof PurchaseOutcome.NotPurchased not) {
            return "reports " + not.reason();
        } else if (result instanceof PurchaseOutcome.InDoubt) {
            return "reports in doubt";
        } else if (result instanceof Resolution.Sold sold) {
            return "reports that slot " + sold.claim().slot() + " is sold";
        } else if (result instanceof Resolution.Cleared) {
            return "reports that the lock is cleared";
        } else if (result instanceof BalanceEnd end && end.booked().isPresent()) {
            return "reports that the money has moved";
        }
        return "ends";
    }

    static String of(Document document) {
        if (document instanceof Account account) {
            return "balance " + account.balance()
                    + account.lock().map(lock -> ", locked " + of(lock)).orElse("")
                    + account.purchases().entries().stream().map(Brief::of).collect(Collectors.joining())
                    + (account.seals() == 0 ? "" : ", seals " + account.seals());
        } else if (document instanceof Campaign campaign) {
            return campaign.status().name().toLowerCase(Locale.ROOT) + ", last " + campaign.lastPurchasedSlot();
        } else if (document instanceof Claim claim) {
            return "claim of " + claim.attemptId();
        }
        if (document instanceof ArchivedPurchase archived) {
            return "entry " + archived.entry().number() + of(archived.entry());
        } else if (document instanceof ArchivedMovement archived) {
            return "entry " + archived.entry().number() + ", moved "
                    + archived.entry().amount();
        }
        return document instanceof Transaction transaction
                ? "transaction of " + transaction.claim().attemptId()
                : "void";
    }

    private static String of(PurchaseEntry entry) {
        return entry instanceof PurchaseEntry.Bought bought
                ? ", bought " + bought.slot() + " for " + bought.purchaseId()
                : ", called off " + entry.purchaseId();
    }

    private static String of(Lock lock) {
        return "by " + lock.attemptId() + " -> slot " + lock.slot()
                + lock.replaces().map(version -> " over void @" + version).orElse("");
    }
}
