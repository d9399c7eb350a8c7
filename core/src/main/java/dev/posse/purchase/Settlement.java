package dev.posse.purchase;

import dev.posse.document.Account;
import dev.posse.document.Campaign;
import dev.posse.document.Claim;
import dev.posse.document.Key;
import dev.posse.document.Lock;
import dev.posse.document.Stored;
import dev.posse.document.Transaction;
import dev.posse.observe.StepName;
import dev.posse.observe.Subject;
import dev.posse.step.Answer;
import dev.posse.step.Bounds;
import dev.posse.step.End;
import dev.posse.step.Next;
import dev.posse.step.Operation;
import dev.posse.step.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * D4 to D6: what follows when a sale is decided. Driver, login and recovery all settle with these steps and no others.
 *
 * <p>Each step is taken only when the one before is known to be in place (law A5), and somebody else's success is
 * accepted only after looking (law A4). Trouble never undoes the sale; what cannot be finished is left to the posse.
 */
public final class Settlement {

    /** Where a settlement ends. */
    public enum Extent {
        /** After the debit: what a login does. */
        ACCOUNT,
        /** After the campaign has moved on. */
        CAMPAIGN
    }

    /**
     * What is being settled, and by whom.
     *
     * @param claim the decided sale
     * @param extent where to end
     * @param node who settles
     * @param now when it began
     */
    public record Request(Claim claim, Extent extent, String node, Instant now) {

        Subject subject() {
            return Subjects.of(claim);
        }

        Optional<Lock> lockOf(Account account) {
            return account.lockOf(claim.identity());
        }

        /** Whether the lock describes the claim, fact by fact (law A6). */
        boolean describes(Lock lock) {
            return lock.claim(claim.account()).sameFacts(claim);
        }
    }

    private Settlement() {}

    /**
     * Settles from the transaction on.
     *
     * @param request what is being settled
     * @param account as last seen
     * @param campaign as last seen, if it was
     * @return the first step
     */
    public static Step<Settled> fromTransaction(
            Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        return new D4(request, account, campaign, 1);
    }

    /**
     * Settles from the debit on; the transaction is known to be in place.
     *
     * @param request what is being settled
     * @param account as last seen
     * @param campaign as last seen, if it was
     * @return the first step
     */
    public static Next<Settled> fromDebit(
            Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign) {
        // What contradicts the claim proves something only if it was read after the claim; here nobody knows that.
        return request.lockOf(account.document()).filter(request::describes).isPresent()
                ? AccountDebit.debit(request, account, campaign, 1)
                : new AccountDebit.D5Look(request, campaign, 1);
    }

    /**
     * Moves the campaign; transaction and debit are known to be in place.
     *
     * @param request what is being settled
     * @param campaign as last seen, if it was
     * @return the first step, or the end if there is nothing to do
     */
    public static Next<Settled> fromCampaign(Request request, Optional<Stored<Campaign>> campaign) {
        if (request.extent() == Extent.ACCOUNT) {
            return complete();
        }
        long before = request.claim().slot() - 1;
        return campaign.filter(known -> known.document().lastPurchasedSlot() == before)
                .<Next<Settled>>map(known -> new D6(request, known, 1))
                .orElseGet(() -> new D6Look(request, 1));
    }

    /**
     * Moves the campaign past several slots at once, or notes them; all are settled but for that.
     *
     * @param request of one of them
     * @param slots of all of them, in ascending order
     * @param campaign as its node wrote it last, if it did
     * @return the first step
     */
    static Step<Settled> fromCampaign(Request request, List<Long> slots, Optional<Stored<Campaign>> campaign) {
        return campaign.filter(
                        known -> !known.document().isSettled(request.claim().slot())
                                && known.document().noting(slots).size() == slots.size())
                .<Step<Settled>>map(known -> new D6(request, slots, List.of(), known, 1))
                .orElseGet(() -> new D6Look(request, slots, 1));
    }

    /** Whether nothing is left to be done but to move the campaign, and nobody has been in the way yet. */
    static boolean isAtCampaign(Step<?> step) {
        return (step instanceof D6 moves && moves.tries() == 1) || (step instanceof D6Look look && look.tries() == 1);
    }

    /** A step that settles a claim. */
    interface SettlementStep extends Step<Settled> {
        Request request();

        @Override
        default Subject subject() {
            return request().subject();
        }
    }

    /** Adds the transaction. */
    record D4(Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign, int tries)
            implements SettlementStep {
        @Override
        public StepName name() {
            return StepName.D4;
        }

        @Override
        public Operation operation() {
            return new Operation.Add(new Transaction(request.claim(), request.node(), request.now()));
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return answer instanceof Answer.Happened
                    ? fromDebit(request, account, campaign)
                    : new D4Look(request, account, campaign, tries);
        }
    }

    /** Looks whose transaction is there before accepting it. */
    record D4Look(Request request, Stored<Account> account, Optional<Stored<Campaign>> campaign, int tries)
            implements SettlementStep {
        @Override
        public StepName name() {
            return StepName.D4_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(
                    Key.transaction(request.claim().campaign(), request.claim().slot()));
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return looked(tries, () -> new D4Look(request, account, campaign, tries + 1), () -> {
                Key<Transaction> key = Key.transaction(
                        request.claim().campaign(), request.claim().slot());
                Optional<Stored<Transaction>> found = key.in(answer.found());
                if (found.isEmpty()) {
                    return again(tries + 1, "the transaction", new D4(request, account, campaign, tries + 1));
                }
                if (!found.get().document().claim().sameFacts(request.claim())) {
                    return TotalFailure.raise(
                            request.subject(),
                            request.claim().campaign(),
                            "The transaction of a slot states other facts than its claim",
                            Map.of(
                                    key.name(),
                                    found.get().entry().toString(),
                                    request.claim().key(),
                                    request.claim().toString()));
                }
                return fromDebit(request, account, campaign);
            });
        }
    }

    /**
     * Moves the campaign past this slot, or notes it there until those before it are settled; and with it others of its node that
     * are settled but for that, too. Of those for which there is no room each is left to the posse.
     */
    record D6(Request request, List<Long> slots, List<Long> left, Stored<Campaign> campaign, int tries)
            implements SettlementStep {

        D6(Request request, Stored<Campaign> campaign, int tries) {
            this(request, List.of(request.claim().slot()), List.of(), campaign, tries);
        }

        @Override
        public StepName name() {
            return StepName.D6;
        }

        @Override
        public Operation operation() {
            return new Operation.Swap(campaign.document().settled(slots), campaign.version());
        }

        @Override
        public Next<Settled> on(Answer answer) {
            if (answer instanceof Answer.Happened) {
                return left.isEmpty() ? complete() : new End<>(new Settled.PartlyComplete(Set.copyOf(left)));
            }
            return new D6Look(
                    request,
                    Stream.concat(slots.stream(), left.stream()).sorted().toList(),
                    tries);
        }
    }

    /**
     * Looks what the campaign knows of the slot, and of the others. It moves over settled slots only (law A7); a slot that is settled
     * before its turn is noted in it, so that whoever settles the one before cannot miss it.
     */
    record D6Look(Request request, List<Long> slots, int tries) implements SettlementStep {

        D6Look(Request request, int tries) {
            this(request, List.of(request.claim().slot()), tries);
        }

        @Override
        public StepName name() {
            return StepName.D6_LOOK;
        }

        @Override
        public Operation operation() {
            return Operation.Read.of(Key.campaign(request.claim().campaign()));
        }

        @Override
        public Next<Settled> on(Answer answer) {
            return looked(tries, () -> new D6Look(request, slots, tries + 1), () -> {
                Key<Campaign> key = Key.campaign(request.claim().campaign());
                Optional<Stored<Campaign>> found = key.in(answer.found());
                if (found.isEmpty()) {
                    return leave("the campaign " + request.claim().campaign() + " is absent");
                }
                Campaign campaign = found.get().document();
                if (slots.stream().allMatch(campaign::isSettled)) {
                    return complete();
                }
                List<Long> noted = campaign.noting(slots);
                List<Long> left =
                        slots.stream().filter(slot -> !noted.contains(slot)).toList();
                if (noted.isEmpty()) {
                    return leave("too many slots wait for an earlier one, the campaign stands at "
                            + campaign.lastPurchasedSlot());
                }
                return noted.stream().allMatch(campaign::isSettled)
                        ? new End<>(new Settled.PartlyComplete(Set.copyOf(left)))
                        : again(tries + 1, "the campaign", new D6(request, noted, left, found.get(), tries + 1));
            });
        }
    }

    static Next<Settled> looked(int tries, Supplier<Step<Settled>> again, Supplier<Next<Settled>> find) {
        return BoundedRead.bounded(tries, again, find, Settlement::leave);
    }

    /** Takes a step unless it would be one try too many. */
    private static Next<Settled> again(int tries, String what, Step<Settled> step) {
        return tries <= Bounds.TRIES ? step : leave(what + " could not be written in " + Bounds.TRIES + " tries");
    }

    private static Next<Settled> complete() {
        return new End<>(new Settled.Complete());
    }

    static Next<Settled> leave(String why) {
        return new End<>(new Settled.LeftToPosse(why));
    }
}
