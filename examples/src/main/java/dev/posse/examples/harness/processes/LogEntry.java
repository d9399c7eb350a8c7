package dev.posse.examples.harness.processes;

import dev.posse.outcome.PurchaseOutcome;

/**
 * A line of the log that is kept outside the database.
 *
 * @param at milliseconds since the run began
 * @param kind of entry
 * @param node that was asked or that told, or what was disturbed
 * @param call its number, or 0
 * @param what was asked for, or empty
 * @param account the buyer's, or empty
 * @param campaign where, or empty
 * @param purchase the purchase id, the id of the deposit or withdrawal, or empty
 * @param text the answer, or what was done
 * @param slot that was bought, or 0
 * @param price it was bought at or the amount paid in or out, or 0
 */
record LogEntry(
        long at,
        Kind kind,
        String node,
        long call,
        String what,
        String account,
        String campaign,
        String purchase,
        String text,
        long slot,
        long price) {

    /** What is logged. */
    enum Kind {
        /** A buyer asked a node. */
        ASKED,
        /** A node told a buyer, in time or too late. */
        TOLD,
        /** A node told a buyer that the call has failed. */
        TROUBLE,
        /** A buyer has an answer and asks no more; the call is the one that gave it. */
        ENDED,
        /** A buyer went away without an answer. */
        WALKED_AWAY,
        /** The nemesis did something. */
        FAULT
    }

    static LogEntry asked(long at, String node, NodeRequest request) {
        return new LogEntry(
                at,
                Kind.ASKED,
                node,
                request.call(),
                request.what().name(),
                request.account(),
                request.campaign(),
                request.purchase(),
                "",
                0,
                request.amount());
    }

    static LogEntry told(long at, String node, NodeRequest request, NodeResponse response) {
        return new LogEntry(
                at,
                response.kind() == NodeResponse.Kind.TOLD ? Kind.TOLD : Kind.TROUBLE,
                node,
                request.call(),
                request.what().name(),
                request.account(),
                response.campaign().isEmpty() ? request.campaign() : response.campaign(),
                request.purchase(),
                response.text(),
                response.slot(),
                request.what().movesMoney() ? request.amount() : response.price());
    }

    /** The end of a purchase's story, or of what its buyer knows of it. */
    static LogEntry end(long at, Kind kind, NodeRequest last) {
        return new LogEntry(
                at,
                kind,
                "",
                last.call(),
                last.what().name(),
                last.account(),
                last.campaign(),
                last.purchase(),
                "",
                0,
                0);
    }

    static LogEntry fault(long at, String node, String text) {
        return new LogEntry(at, Kind.FAULT, node, 0, "", "", "", "", text, 0, 0);
    }

    /** The outcome that was told, for the final answer to a call about a purchase. */
    PurchaseOutcome outcome() {
        return text.equals(NodeResponse.PURCHASED)
                ? new PurchaseOutcome.Purchased(purchase, campaign, slot, price)
                : new PurchaseOutcome.NotPurchased(purchase, PurchaseOutcome.Reason.valueOf(text));
    }
}
