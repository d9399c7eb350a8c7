package dev.posse.examples.harness.processes;

import dev.posse.observe.Subject;
import dev.posse.outcome.PurchaseOutcome;
import java.util.Optional;

/**
 * What a node tells: one line of JSON on its standard output.
 *
 * @param kind of response
 * @param call that it is about, or 0
 * @param text the answer's name, the trouble, the branch or the alarm
 * @param campaign of a slot that was bought, or empty
 * @param slot that was bought, or 0
 * @param price it was bought at, or 0
 * @param step that was taken, or what was found half done; empty for all other responses
 */
record NodeResponse(
        Kind kind, long call, String text, String campaign, long slot, long price, Optional<StepReport> step) {

    /**
     * What a step was about.
     *
     * @param actor DRIVER, LOGIN, PATROL or ADMIN
     * @param account the buyer's, or empty
     * @param purchase its id, or empty
     * @param operation what was asked of the store
     * @param answer of the store
     * @param micros that it took, or the age of what was found
     */
    record StepReport(String actor, String account, String purchase, String operation, String answer, long micros) {}

    /** The answers that are not a reason to refuse. */
    static final String PURCHASED = "PURCHASED";

    static final String IN_DOUBT = "IN_DOUBT";

    /** A deposit or withdrawal is booked. */
    static final String MOVED = "MOVED";

    /** A login has left a purchase of the account under way. */
    static final String UNRESOLVED = "UNRESOLVED";

    /** A login has left nothing under way. */
    static final String RESOLVED = "RESOLVED";

    /** What is told. */
    enum Kind {
        /** The node is open. */
        READY,
        /** A call has read the account (D0): from here on a seal binds it. */
        READING,
        /** A step of a purchase was taken. */
        STEP,
        /** A call has fired its shot and won (D3): the sale is decided. */
        DECIDED,
        /** The answer. */
        TOLD,
        /** The call has failed; the buyer does not know more than before. */
        TROUBLE,
        /** The step is taken after which the node was to be killed. */
        LAST_STEP,
        /** The posse finished a half-done sale. */
        RECOVERED,
        /** A login dealt with a lock. */
        RESOLVED,
        /** A thread that buys for others hangs, as it was told to; the campaign is the one where it buys. */
        HANGS,
        /** A thread was interrupted, or an interrupted one has ended its call. */
        INTERRUPTED,
        /** What must never happen. */
        ALARM,
        /** The node's end, said by the coordinator in its place. */
        GONE
    }

    static NodeResponse of(Kind kind, long call, String text) {
        return new NodeResponse(kind, call, text, "", 0, 0, Optional.empty());
    }

    static NodeResponse hangs(long call, String campaign) {
        return new NodeResponse(Kind.HANGS, call, "", campaign, 0, 0, Optional.empty());
    }

    static NodeResponse about(Kind kind, long call, String text, Subject subject, StepReport step) {
        return new NodeResponse(
                kind, call, text, subject.campaign().orElse(""), subject.slot().orElse(0), 0, Optional.of(step));
    }

    static NodeResponse told(long call, PurchaseOutcome outcome) {
        if (outcome instanceof PurchaseOutcome.Purchased sold) {
            return new NodeResponse(
                    Kind.TOLD, call, PURCHASED, sold.campaign(), sold.slot(), sold.price(), Optional.empty());
        }
        return of(Kind.TOLD, call, outcome.word());
    }

    /** The outcome that was told, for a final answer about a purchase. */
    PurchaseOutcome outcome(String purchaseId) {
        return text.equals(PURCHASED)
                ? new PurchaseOutcome.Purchased(purchaseId, campaign, slot, price)
                : new PurchaseOutcome.NotPurchased(purchaseId, PurchaseOutcome.Reason.valueOf(text));
    }

    /** Whether this is a final answer about a purchase. */
    boolean isFinal() {
        return kind == Kind.TOLD && !text.equals(IN_DOUBT);
    }
}
