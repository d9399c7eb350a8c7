package dev.posse.purchase;

import dev.posse.admin.EntryArchiving;
import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Stored;
import dev.posse.observe.StepName;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.NestedStep;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import java.util.Map;
import java.util.Optional;

/**
 * D5: debits, unlocks and remembers, in one write; what that pushes out of the account's window is archived first. Somebody
 * else's debit is accepted only after a look (law A4).
 */
final class AccountDebit {

    private AccountDebit() {}

    /** Debits, unlocks and remembers, in one write. */
    record D5(Settlement.Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign, int tries)
            implements Settlement.SettlementStep {
        @Override
        public StepName name() {
            return StepName.D5;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(account.document().debited(), account.version());
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? Settlement.fromCampaign(request, campaign)
                    : new D5Look(request, campaign, tries);
        }
    }

    /** Looks whether this attempt's lock is gone before accepting that somebody else has debited. */
    record D5Look(Settlement.Request request, Optional<Stored<Campaign>> campaign, int tries)
            implements Settlement.SettlementStep {
        @Override
        public StepName name() {
            return StepName.D5_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.account(request.claim().account()));
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return Settlement.looked(tries, () -> new D5Look(request, campaign, tries + 1), () -> {
                Key<Account> key = Key.account(request.claim().account());
                Optional<Stored<Account>> found = key.in(answer.found());
                if (found.isEmpty()) {
                    return TotalFailure.raise(
                            request.subject(),
                            request.claim().campaign(),
                            "The account that bought a slot is absent",
                            Map.of(request.claim().key(), request.claim().toString()));
                }
                Optional<Lock> lock = request.lockOf(found.get().document());
                if (lock.isEmpty()) {
                    return Settlement.fromCampaign(request, campaign);
                }
                return request.describes(lock.get())
                        ? debit(request, found.get(), campaign, tries + 1)
                        : otherFacts(request, found.get());
            });
        }
    }

    private static Next<Settled> otherFacts(Settlement.Request request, Stored<Account> account) {
        return TotalFailure.raise(
                request.subject(),
                request.claim().campaign(),
                "An account is locked for a purchase with other facts than its slot states",
                Map.of(
                        account.document().key(),
                        account.entry().toString(),
                        request.claim().key(),
                        request.claim().toString()));
    }

    static Next<Settled> debit(
            Settlement.Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign, int tries) {
        if (account.document().balance() < request.claim().price()) {
            return TotalFailure.raise(
                    request.subject(),
                    request.claim().campaign(),
                    "An account is locked for more than it holds",
                    Map.of(account.document().key(), account.entry().toString()));
        }
        if (tries > Bounds.TRIES) {
            return Settlement.leave("the account could not be written in " + Bounds.TRIES + " tries");
        }
        return EntryArchiving.ahead(
                account.document().leavingPurchase(),
                request.subject(),
                EntryArchiving.Before.D5,
                new AfterArchiving(request, account, campaign, tries));
    }

    /** Debits when the archive document of what the debit pushes out of the window stands (law A11). */
    record AfterArchiving(
            Settlement.Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign, int tries)
            implements NestedStep.Continuation<EntryArchiving.Result, Settled> {
        @Override
        public Next<Settled> with(EntryArchiving.Result archived) {
            if (archived instanceof EntryArchiving.Result.Contradicts other) {
                return TotalFailure.raise(
                        request.subject(),
                        request.claim().campaign(),
                        "The archive states other facts of a purchase than its account",
                        Map.of(
                                other.key(),
                                other.found(),
                                account.document().key(),
                                account.entry().toString()));
            }
            return archived instanceof EntryArchiving.Result.NotKnown not
                    ? Settlement.leave(not.why())
                    : new D5(request, account, campaign, tries);
        }
    }
}
