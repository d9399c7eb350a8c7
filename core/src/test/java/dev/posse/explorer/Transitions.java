package dev.posse.explorer;

import dev.posse.document.Account;
import dev.posse.document.ArchiveDocument;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Document;
import dev.posse.document.Transaction;
import java.util.Optional;

/** What no single write may do to a document, whatever stands elsewhere. */
final class Transitions {

    private Transitions() {}

    static Optional<String> broken(Document before, Document after) {
        if (before instanceof Claim || before instanceof Transaction || before instanceof ArchiveDocument) {
            return Optional.of(before.key() + " has changed");
        } else if (before instanceof Account one && after instanceof Account other) {
            return account(one, other).map(what -> before.key() + ": " + what);
        } else if (before instanceof Campaign one && after instanceof Campaign other) {
            return campaign(one, other).map(what -> before.key() + ": " + what);
        }
        return Optional.empty();
    }

    private static Optional<String> account(Account before, Account after) {
        if (after.deposited() < before.deposited()
                || after.withdrawn() < before.withdrawn()
                || after.spent() < before.spent()) {
            return Optional.of("a total has fallen");
        } else if (after.seals() < before.seals()) {
            return Optional.of("the seals have fallen");
        }
        return after.entryCount() < before.entryCount() || after.entryCount() > before.entryCount() + 1
                ? Optional.of("entries went from " + before.entryCount() + " to " + after.entryCount())
                : Optional.empty();
    }

    private static Optional<String> campaign(Campaign before, Campaign after) {
        if (after.price() != before.price() || after.capacity() != before.capacity()) {
            return Optional.of("the terms have changed");
        }
        return after.lastPurchasedSlot() < before.lastPurchasedSlot()
                ? Optional.of("last has fallen")
                : Optional.empty();
    }
}
