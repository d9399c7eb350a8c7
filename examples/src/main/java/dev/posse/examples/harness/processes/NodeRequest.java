package dev.posse.examples.harness.processes;

/**
 * What a buyer, or once the nemesis, asks of a node: one line of JSON on the node's standard input.
 *
 * @param call its number, unique in the run
 * @param what is asked for
 * @param account the buyer's
 * @param campaign where, or empty
 * @param purchase the purchase id, or the deposit's or withdrawal's
 * @param slots how many slots may be tried
 * @param amount of a deposit or withdrawal, or milliseconds
 * @param lastStep of a node that is to die, or empty
 */
record NodeRequest(
        long call,
        What what,
        String account,
        String campaign,
        String purchase,
        int slots,
        long amount,
        String lastStep) {

    /** What a node can be asked for. */
    enum What {
        /** To buy. */
        PURCHASE,
        /** To buy, asked again. */
        AGAIN,
        /** What became of a purchase. */
        OUTCOME,
        /** To call a purchase off. */
        CANCEL,
        /** To resolve what stands half done on the account. */
        LOGIN,
        /** To pay in. */
        DEPOSIT,
        /** To pay out. */
        WITHDRAW,
        /** To be killed right after its next step of a name, whoever takes it. Nobody hears an answer. */
        DIE,
        /** To set its clock on, or back. Nobody hears an answer. */
        JUMP,
        /** To interrupt one of the threads that buy. */
        INTERRUPT,
        /** To let the next thread that has locked an account hang, in the middle of a purchase; the node tells who it is. */
        HANG,
        /** To let it go on. Nobody hears an answer. */
        GO_ON;

        boolean mayBuy() {
            return this == PURCHASE || this == AGAIN;
        }

        boolean movesMoney() {
            return this == DEPOSIT || this == WITHDRAW;
        }

        /** Whether it is the nemesis that asks, who hears no answer. */
        boolean isDisturbance() {
            return this == DIE || this == JUMP || this == INTERRUPT || this == HANG || this == GO_ON;
        }

        /** Whether the answer says what became of the purchase. */
        boolean tellsOfPurchase() {
            return mayBuy() || this == OUTCOME || this == CANCEL;
        }
    }

    /** The purchase that it is about, or empty. */
    String aboutPurchase() {
        return what.tellsOfPurchase() ? purchase : "";
    }

    static NodeRequest purchase(long call, String account, String campaign, String purchase, int slots) {
        return new NodeRequest(call, What.PURCHASE, account, campaign, purchase, slots, 0, "");
    }

    /** The same call, asking for something else. */
    NodeRequest asking(What other) {
        return as(call, other);
    }

    /** The same purchase, as another call. */
    NodeRequest as(long number, What other) {
        return new NodeRequest(number, other, account, campaign, purchase, slots, amount, "");
    }

    static NodeRequest deposit(long call, String account, String id, long amount) {
        return new NodeRequest(call, What.DEPOSIT, account, "", id, 0, amount, "");
    }

    static NodeRequest withdrawal(long call, String account, String id, long amount) {
        return new NodeRequest(call, What.WITHDRAW, account, "", id, 0, amount, "");
    }

    static NodeRequest login(long call, String account) {
        return new NodeRequest(call, What.LOGIN, account, "", "", 0, 0, "");
    }

    static NodeRequest outcome(long call, String account, String purchase) {
        return new NodeRequest(call, What.OUTCOME, account, "", purchase, 0, 0, "");
    }

    static NodeRequest die(String lastStep) {
        return new NodeRequest(0, What.DIE, "", "", "", 0, 0, lastStep);
    }

    static NodeRequest jump(long millis) {
        return new NodeRequest(0, What.JUMP, "", "", "", 0, millis, "");
    }

    static NodeRequest disturbing(What what) {
        return new NodeRequest(0, what, "", "", "", 0, 0, "");
    }
}
