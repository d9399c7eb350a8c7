package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Stored;
import dev.posse.step.Step;
import java.util.Optional;

/** One of the purchases, that has not begun: its account as read, unless there is something the matter with it. */
record BatchMember(PurchaseCall call, Optional<Stored<Account>> account) {

    /** Whose account was read for it just now: an answer that was sealed after that binds it (law A10). */
    static BatchMember of(PurchaseCall call, Optional<Stored<Account>> read) {
        return new BatchMember(
                read.map(account -> call.bound(account.document())).orElse(call), read);
    }

    Step<PurchaseEnd> alone() {
        return new PurchaseDriver.D0(call);
    }

    Step<PurchaseEnd> afterLostChain() {
        return account.map(read -> PurchaseDriver.afterLostChain(call, read)).orElseGet(this::alone);
    }
}
