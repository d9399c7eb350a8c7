package dev.posse.examples.harness.workload;

import dev.posse.outcome.PurchaseOutcome;
import java.util.Optional;

/** The nodes as one buyer reaches them: behind a load balancer, any of them, for each call another. Used by one thread. */
public interface Storefront {

    /**
     * What a buyer wants.
     *
     * @param account the buyer's
     * @param campaign that sells
     * @param purchaseId the idempotency key
     * @param slots how many slots may be tried
     */
    record Purchase(String account, String campaign, String purchaseId, int slots) {}

    /** What a buyer asks of a purchase. */
    enum Request {
        /** To buy, for the first time. */
        BUY,
        /** To buy, asked again. */
        BUY_AGAIN,
        /** What has become of it. */
        OUTCOME,
        /** To call it off. */
        CANCEL
    }

    /** What was answered to a deposit or withdrawal. */
    enum Booking {
        /** The money has moved, now or at an earlier call. */
        BOOKED,
        /** A purchase of the account is under way: to be resolved by a login first. */
        LOCKED,
        /** The account does not hold so much. */
        INSUFFICIENT_FUNDS,
        /** There is no such account any more. */
        UNKNOWN_ACCOUNT,
        /** Nobody knows: to be asked again. */
        UNANSWERED
    }

    /**
     * Asks a node.
     *
     * @param request what
     * @param purchase of which purchase
     * @return the final answer; empty if the node died under the call, did not answer, or does not know itself
     */
    Optional<PurchaseOutcome> ask(Request request, Purchase purchase);

    /**
     * Logs in on a node. Whatever comes of it: the request that follows finds out.
     *
     * @param account the buyer's
     */
    void login(String account);

    /**
     * Pays in.
     *
     * @param account the buyer's
     * @param id of the deposit
     * @param amount in minor units
     * @return what was answered
     */
    Booking deposit(String account, String id, long amount);

    /**
     * Pays out.
     *
     * @param account the buyer's
     * @param id of the withdrawal
     * @param amount in minor units
     * @return what was answered
     */
    Booking withdraw(String account, String id, long amount);

    /**
     * Hears that the buyer has an answer and asks no more.
     *
     * @param purchase whose
     * @param outcome what the buyer was told in the last call
     */
    void ended(Purchase purchase, PurchaseOutcome outcome);

    /**
     * Hears that the buyer goes without an answer.
     *
     * @param purchase whose
     */
    void walkedAway(Purchase purchase);
}
